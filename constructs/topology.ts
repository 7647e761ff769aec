import type { TopologySpec } from '../lib/model/spec';

type Options = Omit<TopologySpec, 'kind' | 'links'>;

/** How the regions are wired. Declared once, fixed at synthesis: no code changes it at run time. */
export const Topology = {
  /** Every spoke joined to every hub, hubs joined to each other. */
  star: (options: Options = {}): TopologySpec => ({ ...options, kind: 'star' }),
  /** A chain in geographic order, with bypasses when it must survive a loss. */
  bus: (options: Options = {}): TopologySpec => ({ ...options, kind: 'bus' }),
  ring: (options: Options = {}): TopologySpec => ({ ...options, kind: 'ring' }),
  /** Exactly the given pairs of region ids. */
  p2p: (links: readonly (readonly [string, string])[], options: Options = {}): TopologySpec => ({
    ...options,
    kind: 'p2p',
    links,
  }),
  mesh: (options: Options = {}): TopologySpec => ({ ...options, kind: 'mesh' }),
  /** A mesh of elected hubs, every other region homed to several of them. */
  hybrid: (options: Options = {}): TopologySpec => ({ ...options, kind: 'hybrid' }),
  /** Another word for `mesh`. */
  distributed: (options: Options = {}): TopologySpec => ({ ...options, kind: 'distributed' }),
  /** Another word for `hybrid`. */
  adaptive: (options: Options = {}): TopologySpec => ({ ...options, kind: 'adaptive' }),
} as const;
