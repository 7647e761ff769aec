import { compareCodeUnits } from '../../model/compare';
import type { RegionNode } from '../../model/model';
import type { LossKind, Workload } from '../plan';

/** What fails at once. */
export interface Loss<Kind extends LossKind | 'pair' = LossKind | 'pair'> {
  readonly kind: Kind;
  /** What a person calls it: a region, `a zone of` a region, a provider, a declared failure domain, two regions. */
  readonly name: string;
  /** Ids of the regions that are lost with all that runs there, sorted; of a zone, the region that keeps its other zones. */
  readonly regions: readonly string[];
}

export const noLoss: Loss = { kind: 'region', name: 'nothing', regions: [] };

/**
 * Every single loss, by kind, then name: regions that run something; one zone of each of those (the Model does not say
 * which zone runs what, so one row stands for each of its zones); providers and failure domains that several of them
 * share.
 */
export function singleLosses(regions: readonly RegionNode[], used: ReadonlySet<string>): Loss<LossKind>[] {
  const running = regions.filter(({ id }) => used.has(id));
  return [
    ...running.map(({ id }): Loss<LossKind> => ({ kind: 'region', name: id, regions: [id] })),
    ...running
      .filter(({ zones }) => zones.length > 1)
      .map(({ id }): Loss<LossKind> => ({ kind: 'zone', name: `a zone of ${id}`, regions: [id] })),
    ...shared('provider', running, ({ provider }) => (provider === null ? [] : [provider])),
    ...shared('domain', running, ({ failureDomains }) => failureDomains),
  ];
}

function shared(
  kind: 'provider' | 'domain',
  running: readonly RegionNode[],
  namesOf: (region: RegionNode) => readonly string[],
): Loss<LossKind>[] {
  const members = new Map<string, string[]>();
  for (const region of running)
    for (const name of namesOf(region)) members.set(name, [...(members.get(name) ?? []), region.id]);
  return [...members]
    .filter(([, ids]) => ids.length > 1)
    .toSorted(([a], [b]) => compareCodeUnits(a, b))
    .map(([name, ids]) => ({ kind, name, regions: ids.toSorted(compareCodeUnits) }));
}

/** Every pair of regions that run something. */
export function pairLosses(regions: readonly RegionNode[], used: ReadonlySet<string>): Loss[] {
  const ids = regions.filter(({ id }) => used.has(id)).map(({ id }) => id);
  return ids.flatMap((a, at) =>
    ids.slice(at + 1).map((b): Loss => ({ kind: 'pair', name: `${a} and ${b}`, regions: [a, b] })),
  );
}

/** Regions that run something. */
export function usedRegions(workloads: readonly Workload[]): ReadonlySet<string> {
  return new Set(workloads.flatMap(({ placements }) => placements.map(({ region }) => region)));
}
