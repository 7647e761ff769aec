import type { RegionNode } from '../../model/model';
import { amountsText } from '../audit/repair-text';
import { capacityLedger } from '../capacity-ledger';
import { hoursPerMonth, toCents } from '../constants';
import { reserveReplicas } from '../replicas';
import type { CapacityFix, Fix, RegionCapacity } from './fix';
import { moreRegions } from './latency-proposals';
import { allowFix, firstOf, regionFix, smallest, type Search, type Works } from './proposal';
import { bestAdded, type Situation } from './situation';

const mostAdded = 3;

/** Ways out of a lack of room. */
export function capacityProposals(situation: Situation): Search[] {
  const { candidates, excluded, known } = situation;
  const allowed = bestAdded(situation, candidates, excluded, mostAdded);
  const added = bestAdded(situation, candidates, known(), mostAdded);
  return [
    (works) => cheapestPurchase(situation, works),
    firstOf(allowed.map((_, at) => allowFix(situation, allowed.slice(0, at + 1)))),
    firstOf(added.map((_, at) => regionFix(situation, added.slice(0, at + 1)))),
    ...moreRegions(situation),
    (works) => fullerRegions(situation, works),
  ];
}

/** Replicas that the candidates hold together when the service has them alone, at a share of their capacity. */
function replicasThatFit({ service, candidates, model }: Situation, usage: number): number {
  const ledger = capacityLedger(model.regions, usage);
  return candidates.reduce((sum, { region }) => sum + ledger.replicasThatFit(region.id, service), 0);
}

/**
 * More replicas in one region; where no one region is enough, in several. What is missing of the load even if the service
 * had all candidates alone is the least that can do: the region where that is cheapest is tried first, and nothing is
 * cheaper if it works there.
 */
function cheapestPurchase(situation: Situation, works: Works): CapacityFix | null {
  const { service, load, candidates, model } = situation;
  const all = Math.ceil(load / service.requestsPerSecondPerReplica) + reserveReplicas(service);
  const needed = Math.ceil(load / service.requestsPerSecondPerReplica - 1e-9);
  const least = Math.max(1, needed - replicasThatFit(situation, model.planner.targetUtilisation));
  const usd = (region: RegionNode, replicas: number): number => purchase(situation, [[region, replicas]]).usdPerMonth;
  const limited = candidates
    .map(({ region }) => region)
    .filter(({ capacity }) => capacity !== null)
    .toSorted((a, b) => usd(a, least) - usd(b, least));
  let best: CapacityFix | null = null;
  for (const region of limited) {
    const fixAt = (replicas: number): CapacityFix => purchase(situation, [[region, Math.ceil(replicas)]]);
    const most: number =
      best === null ? all : Math.min(all, Math.ceil((all * best.usdPerMonth) / usd(region, all)) - 1);
    if (most < least) continue;
    if (works(fixAt(least))) return fixAt(least);
    const found = most > least ? smallest(fixAt, least, most, 1)(works) : null;
    if (found?.kind === 'buy-capacity' && (best === null || found.usdPerMonth < best.usdPerMonth)) best = found;
  }
  return best ?? (limited.length > 1 ? purchaseInSeveral(situation, limited, all, works) : null);
}

/** As much in every region, then nothing where that works too. */
function purchaseInSeveral(
  situation: Situation,
  regions: readonly RegionNode[],
  most: number,
  works: Works,
): CapacityFix | null {
  let needed = new Map<RegionNode, number>();
  const everywhere = (replicas: number): Fix => {
    needed = new Map(regions.map((region) => [region, Math.ceil(replicas)]));
    return purchase(situation, [...needed]);
  };
  const found = smallest(everywhere, 0, most, 1)(works);
  if (found?.kind !== 'buy-capacity') return null;
  let best = found;
  needed = new Map(regions.map((region) => [region, replicasIn(situation, best, region)]));
  for (const region of regions) {
    const fixAt = (replicas: number): CapacityFix =>
      purchase(situation, [...new Map(needed).set(region, Math.ceil(replicas))]);
    const less = smallest(fixAt, -1, needed.get(region) ?? 0, 1)(works);
    if (less?.kind !== 'buy-capacity') continue;
    best = less;
    needed.set(region, replicasIn(situation, less, region));
  }
  return best;
}

function replicasIn({ service, model }: Situation, { from, to }: CapacityFix, { id }: RegionNode): number {
  const before = from.find(({ region }) => region === id)?.cpuMillis ?? 0;
  const after = to.find(({ region }) => region === id)?.cpuMillis ?? before;
  return Math.round(((after - before) * model.planner.targetUtilisation) / service.resources.cpuMillis);
}

/** Room for so many more replicas of the service in each region, at the target utilisation. */
function purchase({ service, model }: Situation, replicas: readonly (readonly [RegionNode, number])[]): CapacityFix {
  const usage = model.planner.targetUtilisation;
  const bought = replicas
    .filter(([, count]) => count > 0)
    .map(([region, count]) => ({
      region,
      cpuMillis: Math.ceil((count * service.resources.cpuMillis) / usage - 1e-6),
      memoryMiB: Math.ceil((count * service.resources.memoryMiB) / usage - 1e-6),
    }));
  const from = bought.map(({ region: { id, capacity } }): RegionCapacity => ({
    region: id,
    cpuMillis: capacity?.cpuMillis ?? 0,
    memoryMiB: capacity?.memoryMiB ?? 0,
  }));
  const [first, ...others] = bought;
  const usd = bought.reduce(
    (sum, { region: { price }, cpuMillis, memoryMiB }) =>
      sum + hoursPerMonth * ((cpuMillis / 1000) * price.cpuHourUsd + (memoryMiB / 1024) * price.memoryGiBHourUsd),
    0,
  );
  return {
    kind: 'buy-capacity',
    path: first !== undefined && others.length === 0 ? `regions/${first.region.id}/capacity` : 'regions',
    from,
    to: bought.map(({ region, cpuMillis, memoryMiB }, at) => ({
      region: region.id,
      cpuMillis: (from[at]?.cpuMillis ?? 0) + cpuMillis,
      memoryMiB: (from[at]?.memoryMiB ?? 0) + memoryMiB,
    })),
    usdPerMonth: toCents(usd),
    text: bought
      .map(({ region, cpuMillis, memoryMiB }) => `buy ${amountsText(cpuMillis, memoryMiB)} in "${region.id}"`)
      .join(' and '),
  };
}

/** The smallest share of the capacities, in hundredths. */
function fullerRegions(situation: Situation, works: Works): Fix | null {
  const { service, load, model } = situation;
  const usage = model.planner.targetUtilisation;
  const fixAt = (share: number): Fix => utilisationFix(usage, Math.ceil(share * 100 - 1e-6) / 100);
  let least = Math.floor(usage * 100 + 1e-6) / 100 + 0.01;
  while (least < 1 && replicasThatFit(situation, least) * service.requestsPerSecondPerReplica < load) least += 0.01;
  if (least > 1 + 1e-6) return null;
  return works(fixAt(least)) ? fixAt(least) : least < 1 ? smallest(fixAt, least, 1, 0.01)(works) : null;
}

function utilisationFix(from: number, to: number): Fix {
  const text = `raise "planner.target_utilisation" from ${from} to ${to}`;
  return { kind: 'raise-utilisation', path: 'planner/targetUtilisation', from, to, usdPerMonth: null, text };
}
