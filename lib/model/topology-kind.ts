import type { TopologyKind, TopologyName } from './spec';

/** `adaptive` is another word for `hybrid`, `distributed` for `mesh`. */
export function topologyKindOf(name: TopologyName): TopologyKind {
  if (name === 'adaptive') return 'hybrid';
  return name === 'distributed' ? 'mesh' : name;
}
