import { compareCodeUnits } from '../../model/compare';
import { toMicro, toMilli } from '../constants';
import type { PairLoss, PairLosses } from '../plan';
import type { Board } from './board';
import { isShort, latencyOf, maxUtilisation } from './failure-row';
import { pairLosses, type Loss } from './losses';
import { replay, type Replay } from './replay';

/** Looks at a row and a site, over all pairs of one plan. */
const mostVisits = 200_000_000;
const mostWorst = 5;

/** Replays the loss of two regions at once: those that carry most first, as far as the budget lasts. */
export function replayPairs(board: Board, base: Replay, used: ReadonlySet<string>): PairLosses {
  const pairs = pairLosses(board.regions, used);
  const replayed = byLoad(board, base, pairs).slice(0, affordable(board));
  const rows = replayed.map((loss) => pairRow(board, replay(board, loss, base)));
  return {
    pairs: pairs.length,
    replayed: rows.length,
    infeasible: rows.filter(({ unserved }) => unserved.length > 0).length,
    worst: rows.toSorted(worstFirst).slice(0, mostWorst),
  };
}

export function pairRow(board: Board, after: Replay): PairLoss {
  const short = after.services.filter(isShort);
  const withObjective = after.services.filter(({ each }) => each.service.geo.maxLatencyMs !== null);
  const asked = withObjective.reduce((sum, { demand }) => sum + demand, 0);
  const covered = withObjective.reduce((sum, each) => sum + each.covered, 0);
  return {
    lost: after.loss.regions,
    unserved: short.map(({ each }) => each.service.id).toSorted(compareCodeUnits),
    missing: toMilli(short.reduce((sum, each) => sum + each.short, 0)),
    ...latencyOf(after),
    covered: toMicro(asked === 0 ? 1 : Math.min(1, covered / asked)),
    maxUtilisation: maxUtilisation(board, after),
  };
}

export function worstFirst(a: PairLoss, b: PairLoss): number {
  return (
    b.missing - a.missing ||
    b.unserved.length - a.unserved.length ||
    b.worstLatencyMs - a.worstLatencyMs ||
    compareCodeUnits(a.lost.join(' '), b.lost.join(' '))
  );
}

function affordable({ rows, regions, services }: Board): number {
  const perReplay = services.reduce(
    (sum, { isEntry, placements }) => sum + (isEntry ? rows : regions.length) * placements.length,
    1,
  );
  return Math.max(1, Math.floor(mostVisits / perReplay));
}

function byLoad({ regions }: Board, { services }: Replay, pairs: readonly Loss[]): Loss[] {
  const loads = new Map(
    regions.map(({ id }, at) => [id, services.reduce((sum, each) => sum + (each.loads[at] as number), 0)]),
  );
  const loadOf = (loss: Loss): number => loss.regions.reduce((sum, id) => sum + (loads.get(id) ?? 0), 0);
  return pairs.toSorted((a, b) => loadOf(b) - loadOf(a) || compareCodeUnits(a.name, b.name));
}
