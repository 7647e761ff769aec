import type { TopologySpec } from '../lib/model/spec';

interface TopologyOptions extends Pick<TopologySpec, 'survive'> {}
interface HubOptions extends Pick<TopologySpec, 'survive' | 'hubs'> {}

/** How the regions are wired. Declared once, fixed at synthesis: no code changes it at run time. */
export const Topology = {
  /** Every spoke joined to every hub, hubs joined to each other. */
  star: (options: HubOptions = {}): TopologySpec => ({ ...options, kind: 'star' }),
  /** A chain in geographic order, with bypasses when it must survive a loss. */
  bus: (options: TopologyOptions = {}): TopologySpec => ({ ...options, kind: 'bus' }),
  /** A closed chain in geographic order. */
  ring: (options: TopologyOptions = {}): TopologySpec => ({ ...options, kind: 'ring' }),
  /** Exactly the given pairs of region ids. */
  p2p: (links: readonly (readonly [string, string])[], options: TopologyOptions = {}): TopologySpec => ({
    ...options,
    kind: 'p2p',
    links,
  }),
  mesh: (options: TopologyOptions = {}): TopologySpec => ({ ...options, kind: 'mesh' }),
  /** A mesh of elected hubs, every other region homed to several of them. */
  hybrid: (options: HubOptions = {}): TopologySpec => ({ ...options, kind: 'hybrid' }),
  /** Another word for `mesh`. */
  distributed: (options: TopologyOptions = {}): TopologySpec => ({ ...options, kind: 'distributed' }),
  /** Another word for `hybrid`. */
  adaptive: (options: HubOptions = {}): TopologySpec => ({ ...options, kind: 'adaptive' }),
} as const;
