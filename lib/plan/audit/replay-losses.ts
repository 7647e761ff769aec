import type { LossKind, Workload } from '../plan';
import type { Board } from './board';
import { type Loss, noLoss, singleLosses, usedRegions } from './losses';
import { replay, type Replay } from './replay';

export interface LossReplays {
  /** The replay of no loss. */
  readonly base: Replay;
  readonly losses: readonly { readonly kind: LossKind; readonly after: Replay }[];
}

/** Every single loss that is asked for, replayed: who serves how much then. */
export function replayLosses(
  board: Board,
  workloads: readonly Workload[],
  isAsked: (loss: Loss<LossKind>) => boolean,
): LossReplays {
  const base = replay(board, noLoss, null);
  const losses = singleLosses(board.regions, usedRegions(workloads)).filter(isAsked);
  return { base, losses: losses.map((loss) => ({ kind: loss.kind, after: replay(board, loss, base) })) };
}
