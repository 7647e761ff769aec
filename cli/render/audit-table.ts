import { count, formatNumber, formatPercent } from '../../lib/emit/number-text';
import type { FailureRow, PairLoss } from '../../lib/plan/plan';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { lossName, shortfallLines } from './failure-table';
import { renderTable, type Column, type TableRow } from './table';
import { wrap } from './text';

const measures: readonly Column[] = [
  { title: 'mean ms', align: 'right', dropOrder: 2 },
  { title: 'worst ms', align: 'right', dropOrder: 3 },
  { title: 'in SLO', align: 'right', dropOrder: 4 },
  { title: 'fullest', align: 'right', dropOrder: 5 },
];

const lossColumns: readonly Column[] = [
  { title: 'lost', align: 'left', shrinksTo: 14 },
  { title: 'served', align: 'left' },
  { title: 'moved', align: 'right', dropOrder: 6 },
  ...measures,
];

/** One row for every loss, zones too, and what is missing in words. */
export function renderLosses(stack: string, failures: readonly FailureRow[], terminal: Terminal, paint: Paint): string {
  const survived = failures.filter(({ feasible }) => feasible).length;
  const title = `${stack}: ${survived} of ${count(failures.length, 'loss', 'losses')} leave everything served`;
  return [
    paint('strong', wrap(title, terminal.columns)),
    renderTable(lossColumns, failures.map(lossRow), terminal, paint),
    ...failures.flatMap((failure) => shortfallLines(failure, terminal.columns)),
  ].join('\n');
}

function lossRow(row: FailureRow): TableRow {
  // The objective that suffers most.
  const covered = row.slo.reduce((least, each) => Math.min(least, each.covered), Infinity);
  return [
    lossName(row.kind, row.name),
    row.feasible ? 'yes' : 'no',
    formatPercent(row.movedShare, 1),
    ...measuresOf(row, row.slo.length === 0 ? null : covered),
  ];
}

const pairColumns: readonly Column[] = [
  { title: 'lost', align: 'left', shrinksTo: 14 },
  { title: 'and', align: 'left', shrinksTo: 14 },
  { title: 'unserved', align: 'left', shrinksTo: 10 },
  { title: 'requests/s', align: 'right', dropOrder: 6 },
  ...measures,
];

/** One row for every pair of regions, the worst first. */
export function renderPairs(stack: string, pairs: readonly PairLoss[], terminal: Terminal, paint: Paint): string {
  const survived = pairs.filter(({ unserved }) => unserved.length === 0).length;
  const title = `${stack}: ${survived} of ${count(pairs.length, 'pair')} of regions can be lost at once`;
  return [
    paint('strong', wrap(title, terminal.columns)),
    renderTable(pairColumns, pairs.map(pairRow), terminal, paint),
  ].join('\n');
}

function pairRow(pair: PairLoss): TableRow {
  const [first = '', second = ''] = pair.lost;
  return [
    first,
    second,
    pair.unserved.join(', ') || '-',
    pair.missing === 0 ? '-' : formatNumber(pair.missing),
    ...measuresOf(pair, pair.covered),
  ];
}

function measuresOf(
  row: Pick<PairLoss, 'meanLatencyMs' | 'worstLatencyMs' | 'maxUtilisation'>,
  covered: number | null,
): string[] {
  const { meanLatencyMs, worstLatencyMs, maxUtilisation } = row;
  return [
    worstLatencyMs === 0 ? '-' : formatNumber(meanLatencyMs),
    worstLatencyMs === 0 ? '-' : formatNumber(worstLatencyMs),
    covered === null ? '-' : formatPercent(covered),
    maxUtilisation === null ? '-' : formatPercent(maxUtilisation),
  ];
}
