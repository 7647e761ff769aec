import { count, formatNumber, formatPercent } from '../../lib/emit/number-text';
import { repairText } from '../../lib/plan/audit/repair-text';
import type { FailureRow, Plan } from '../../lib/plan/plan';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { renderTable, type Column, type TableRow } from './table';
import { wrap } from './text';

/** What every loss would mean: a table, what is missing in words, and zones and pairs of regions in brief. */
export function renderFailures(plan: Plan, terminal: Terminal, paint: Paint): string[] {
  const { columns } = terminal;
  return [
    paint('strong', wrap('If a region or a provider is lost', columns)),
    renderTable(failureColumns, plan.failures.filter(isTold).map(failureRow), terminal, paint),
    ...plan.failures.flatMap((failure) => shortfallLines(failure, columns)),
    wrap(otherLosses(plan), columns),
    '',
  ];
}

const failureColumns: readonly Column[] = [
  { title: 'lost', align: 'left', shrinksTo: 12 },
  { title: 'served', align: 'left' },
  { title: 'worst ms', align: 'right', dropOrder: 1 },
  { title: 'fullest', align: 'right', dropOrder: 2 },
  { title: 'moved', align: 'right', dropOrder: 3 },
];

/** Zones that can be lost without harm are summed up in a sentence. */
function isTold({ kind, feasible }: FailureRow): boolean {
  return kind !== 'zone' || !feasible;
}

export function lossName(kind: FailureRow['kind'], name: string): string {
  return kind === 'provider' || kind === 'domain' ? `${kind} ${name}` : name;
}

function failureRow({ kind, name, feasible, worstLatencyMs, maxUtilisation, movedShare }: FailureRow): TableRow {
  return [
    lossName(kind, name),
    feasible ? 'yes' : 'no',
    worstLatencyMs === 0 ? '-' : formatNumber(worstLatencyMs),
    maxUtilisation === null ? '-' : formatPercent(maxUtilisation),
    formatPercent(movedShare, 1),
  ];
}

/** In words, below the table: it is a sentence for each service. */
export function shortfallLines({ kind, name, feasible, shortfall, repair }: FailureRow, columns: number): string[] {
  if (feasible) return [];
  const wayOut = repair === null ? '' : ` Way out: ${repairText(repair)}.`;
  return [wrap(`Without ${lossName(kind, name)}: ${shortfall ?? 'something is not served'}.${wayOut}`, columns), ''];
}

function otherLosses({ failures, pairLosses }: Plan): string {
  const zones = failures.filter(({ kind }) => kind === 'zone');
  const survived = zones.filter(({ feasible }) => feasible).length;
  const zoneText =
    zones.length === 0
      ? ''
      : `${survived === zones.length ? 'Each' : `In ${survived} of ${zones.length} regions, each`} zone can be lost without a shortfall. `;
  const { pairs, replayed, infeasible, worst } = pairLosses;
  if (pairs === 0) return zoneText.trim();
  const whole = replayed === pairs ? count(pairs, 'pair') : `the ${replayed} busiest of ${count(pairs, 'pair')}`;
  const [hardest] = worst;
  const most =
    hardest === undefined || infeasible === 0
      ? ''
      : `; the hardest is ${hardest.lost.join(' and ')}, ${formatNumber(hardest.missing)} requests/s without room`;
  return `${zoneText}Of ${whole} of regions, ${replayed - infeasible} can be lost at once without a shortfall${most}.`;
}
