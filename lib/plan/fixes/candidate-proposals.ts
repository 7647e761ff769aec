import { zonesNeeded } from '../replicas';
import { siteLimits } from '../workload-problem';
import type { TierFix } from './fix';
import { allowFix, firstOf, numberFix, regionFix, type Search } from './proposal';
import { bestAdded, type Situation } from './situation';

/** Ways out where fewer regions may run a service than it needs. */
export function candidateProposals(situation: Situation): Search[] {
  const { candidates, excluded, known, service } = situation;
  const missing = Math.max(1, siteLimits(service).minSites - candidates.length);
  const allowed = bestAdded(situation, candidates, excluded, missing);
  const added = bestAdded(situation, candidates, known(), missing);
  return [
    ...(allowed.length < missing ? [] : [firstOf([allowFix(situation, allowed)])]),
    ...(added.length < missing ? [] : [firstOf([regionFix(situation, added)])]),
    ...fewerRegions(situation),
    ...fewerZones(situation),
  ];
}

function fewerRegions(situation: Situation): Search[] {
  const { service, candidates } = situation;
  const { geo, tier } = service;
  const least = Math.max(candidates.length, tier.survive + 1);
  if (geo.minRegions > tier.minRegions && tier.minRegions <= least && least < geo.minRegions)
    return [firstOf([numberFix(situation, 'lower-min-regions', least)])];
  if (tier.minRegions > least) return [firstOf([tierFix(situation, 'minRegions', least)])];
  return [];
}

/** As many zones as enough of the allowed regions have. */
function fewerZones(situation: Situation): Search[] {
  const { service, model } = situation;
  const { candidates, residency } = service.geo;
  const zones = model.regions
    .filter(
      ({ id, jurisdictions }) =>
        candidates.includes(id) && (residency.length === 0 || residency.some((tag) => jurisdictions.includes(tag))),
    )
    .map((region) => region.zones.length)
    .toSorted((a, b) => b - a)[siteLimits(service).minSites - 1];
  if (zones === undefined || zones >= zonesNeeded(service)) return [];
  return [firstOf([tierFix(situation, 'minZones', zones)])];
}

export function survivalProposals(situation: Situation): Search[] {
  return situation.service.tier.survive > 0 ? [firstOf([tierFix(situation, 'survive', 0)])] : [];
}

const spelling = { minRegions: 'min_regions', minZones: 'min_zones', survive: 'survive' } as const;

function tierFix({ service }: Situation, member: TierFix['member'], to: number): TierFix {
  const { tier } = service;
  const from = tier[member];
  return {
    kind: 'relax-tier',
    tier: tier.name,
    member,
    path: `tiers/${tier.name}/${member}`,
    from,
    to,
    usdPerMonth: null,
    text: `lower "tiers.${tier.name}.${spelling[member]}" from ${from} to ${to}`,
  };
}
