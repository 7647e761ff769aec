import type { Fix } from './fix';
import { allowFix, firstOf, numberFix, regionFix, smallest, type Search } from './proposal';
import { bestAdded, nearestMs, sumOver, type Reach, type Situation } from './situation';

const mostAdded = 3;

/** Ways out of a latency objective that cannot be kept. */
export function latencyProposals(situation: Situation): Search[] {
  const { service, candidates, excluded, known } = situation;
  if (service.geo.maxLatencyMs === null) return [];
  return [
    ...added(situation, excluded, allowFix),
    ...added(situation, known(), regionFix),
    ...moreRegions(situation),
    slower(situation, candidates),
    fewer(situation, candidates),
  ];
}

/** The regions that bring most requests within the objective, as few as may do. */
function added(
  situation: Situation,
  offered: readonly Reach[],
  fixOf: (situation: Situation, reaches: readonly Reach[]) => Fix,
): Search[] {
  const limit = situation.service.geo.maxLatencyMs ?? Infinity;
  const isSlow = (ms: number): number => (ms <= limit ? ms * 1e-9 : 1);
  const chosen = bestAdded(situation, situation.candidates, offered, mostAdded, isSlow);
  return [firstOf(chosen.map((_, at) => fixOf(situation, chosen.slice(0, at + 1))))];
}

export function moreRegions(situation: Situation): Search[] {
  const { enabled, maxRegions } = situation.service.geo;
  const more = situation.candidates.length - maxRegions;
  if (!enabled || more <= 0) return [];
  return [
    firstOf(Array.from({ length: more }, (_, at) => numberFix(situation, 'raise-max-regions', maxRegions + at + 1))),
  ];
}

/**
 * The smallest objective: no region serves the farthest requests that must keep it faster than the first value tried; the
 * last is kept by any one region.
 */
function slower(situation: Situation, candidates: readonly Reach[]): Search {
  const { geo } = situation.service;
  const nearest = nearestMs(situation, candidates);
  const least = ceilTenth(quantile(situation, nearest, geo.coverage));
  const farthest = candidates.reduce((worst, { assuredMs }) => assuredMs.reduce((a, b) => Math.max(a, b), worst), 0);
  const most = ceilTenth(farthest);
  const from = Math.max(least, geo.maxLatencyMs ?? 0);
  const fixAt = (ms: number): Fix => numberFix(situation, 'relax-latency', ceilTenth(ms));
  return (works) => {
    if (!Number.isFinite(most)) return null;
    if (from > (geo.maxLatencyMs ?? 0) && works(fixAt(from))) return fixAt(from);
    return most > from ? smallest(fixAt, from, most, 1)(works) : null;
  };
}

/** The largest coverage: the requests within the objective of any region, and less until enough regions suffice. */
function fewer(situation: Situation, candidates: readonly Reach[]): Search {
  const { coverage, maxLatencyMs } = situation.service.geo;
  const nearest = nearestMs(situation, candidates);
  const within = sumOver(situation, (row) => ((nearest[row] as number) <= (maxLatencyMs ?? 0) ? 1 : 0));
  const most = Math.min(coverage - 0.001, situation.load === 0 ? 1 : within / situation.load);
  const fixAt = (share: number): Fix => numberFix(situation, 'relax-coverage', floorMil(share));
  return (works) => {
    if (floorMil(most) <= 0) return null;
    return works(fixAt(most)) ? fixAt(most) : smallest(fixAt, most, 0.001, 0.005)(works);
  };
}

/** The latency that the given share of the requests is within. */
function quantile({ rows, load }: Situation, assuredMs: Float64Array, share: number): number {
  const order = [...rows.keys()].sort((a, b) => (assuredMs[a] as number) - (assuredMs[b] as number));
  let within = 0;
  for (const row of order) {
    within += rows[row]?.requestsPerSecond ?? 0;
    if (within >= (share - 1e-9) * load) return assuredMs[row] as number;
  }
  return Infinity;
}

function ceilTenth(ms: number): number {
  return Math.ceil(ms * 10) / 10;
}

function floorMil(share: number): number {
  return Math.floor(share * 1000 + 1e-6) / 1000;
}
