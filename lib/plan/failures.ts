import { diagnostic, type Diagnostic } from '../model/diagnostic';
import { auditBoard, type AuditInput, type Board } from './audit/board';
import { failureRow, isShort, shortfallOf } from './audit/failure-row';
import { usedRegions } from './audit/losses';
import { replayPairs } from './audit/pair-losses';
import { cheapestRepair } from './audit/repair';
import { repairText } from './audit/repair-text';
import type { Replay, ServiceReplay } from './audit/replay';
import { replayLosses } from './audit/replay-losses';
import type { FailureRow, PairLosses, Repair } from './plan';

export interface Failures {
  readonly rows: readonly FailureRow[];
  readonly pairs: PairLosses;
  readonly diagnostics: readonly Diagnostic[];
}

interface Failure {
  readonly row: FailureRow;
  readonly after: Replay;
}

/**
 * What the loss of every region, zone, provider and declared failure domain means, and of pairs of regions in brief. A
 * tier that survives the loss of a region promises no more: any other shortfall of a service that runs in several places
 * is a warning, told once.
 */
export function failureTable(input: AuditInput): Failures {
  const board = auditBoard(input);
  const workloads = [...input.workloads.values()];
  const { base, losses } = replayLosses(board, workloads, () => true);
  const failures = losses.map(({ kind, after }): Failure => {
    const repair = after.services.some(isShort) ? cheapestRepair(board, base, after) : null;
    return { row: failureRow(board, { base, after, kind, repair }), after };
  });
  return {
    rows: failures.map(({ row }) => row),
    pairs: replayPairs(board, base, usedRegions(workloads)),
    diagnostics: faultDiagnostics(board, failures),
  };
}

/** What of that is an error: a service that promises to survive the loss of a region does not. */
export function lossErrors(input: AuditInput): Diagnostic[] {
  if (input.model.services.every(({ tier }) => tier.survive === 0)) return [];
  const board = auditBoard(input);
  const { base, losses } = replayLosses(board, [...input.workloads.values()], ({ kind }) => kind === 'region');
  return losses.flatMap(({ kind, after }) => {
    const failure = { row: failureRow(board, { base, after, kind, repair: null }), after };
    return faultDiagnostics(board, [failure]).filter(({ severity }) => severity === 'error');
  });
}

/** The loss of a provider may leave nothing at all; it stands in the table without a word. */
function faultDiagnostics(board: Board, failures: readonly Failure[]): Diagnostic[] {
  const warned = new Set<string>();
  return failures.flatMap(({ row, after }) =>
    after.services.filter(isShort).flatMap((each) => {
      if (row.kind === 'provider') return [];
      const found = faultDiagnostic(board, row, each);
      if (found === null || (row.kind !== 'region' && warned.has(each.each.service.id))) return [];
      warned.add(each.each.service.id);
      return [found];
    }),
  );
}

function faultDiagnostic(board: Board, { kind, name, repair }: FailureRow, each: ServiceReplay): Diagnostic | null {
  const { service, placements } = each.each;
  const shortfall = `"${service.id}" ${shortfallOf(board, each)}`;
  const parameters = { service: service.id, lost: name, shortfall };
  const hint = hintOf(repair);
  if (kind === 'region' && service.tier.survive > 0)
    return diagnostic('plan/not-resilient', { path: `services/${service.id}/tier`, hint }, parameters);
  const isSpread =
    kind === 'zone' ? placements.some(({ zones }) => zones > 1) : placements.length > 1 && each.sites.length > 0;
  if (!isSpread) return null;
  return diagnostic('plan/failover-overload', { path: `services/${service.id}`, hint }, parameters);
}

function hintOf(repair: Repair | null): string | undefined {
  return repair === null ? undefined : `cheapest way found, replayed: ${repairText(repair)}`;
}
