import { formatNumber, formatPercent } from '../../lib/emit/number-text';
import type { PlanDifference, PlacementChange } from '../../lib/plan/questions/plan-difference';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { renderTable, type Column } from './table';
import { wrap } from './text';

const figureColumns: readonly Column[] = [
  { title: 'figure', align: 'left' },
  { title: 'before', align: 'right' },
  { title: 'after', align: 'right' },
  { title: 'change', align: 'right' },
];

const placementColumns: readonly Column[] = [
  { title: 'service', align: 'left', shrinksTo: 12 },
  { title: 'region', align: 'left', shrinksTo: 12 },
  { title: 'what', align: 'left' },
  { title: 'repl.', align: 'right' },
  { title: 'requests/s', align: 'right' },
];

/** What differs between two plans as a person reads it. */
export function renderDifference(stack: string, difference: PlanDifference, terminal: Terminal, paint: Paint): string {
  const { placements, moved, losses } = difference;
  const users =
    moved.requestsPerSecond > 0
      ? `${formatNumber(moved.requestsPerSecond, 1)} requests/s of users (${formatPercent(moved.share, 1)}) are answered in another region.`
      : 'All users are answered where they were.';
  return [
    paint('strong', wrap(`${stack}: what changes`, terminal.columns)),
    renderTable(figureColumns, figures(difference), terminal, paint),
    ...(placements.length === 0
      ? ['No service starts, stops or changes its replicas anywhere.']
      : [renderTable(placementColumns, placements.map(placementRow), terminal, paint)]),
    wrap(users, terminal.columns),
    ...losses.map(({ kind, name, feasibleBefore, feasibleAfter }) =>
      wrap(
        `Loss of ${kind} ${name}: ${answer(feasibleBefore)} before, ${answer(feasibleAfter)} after.`,
        terminal.columns,
      ),
    ),
    '',
  ].join('\n');
}

function answer(feasible: boolean | null): string {
  if (feasible === null) return 'not possible';
  return feasible ? 'survived' : 'not survived';
}

function figures({ objective, latency }: PlanDifference): string[][] {
  const row = (title: string, before: number, after: number, decimals: number): string[] => {
    const change = after - before;
    const sign = change > 0 ? '+' : '';
    return [
      title,
      formatNumber(before, decimals),
      formatNumber(after, decimals),
      sign + formatNumber(change, decimals),
    ];
  };
  return [
    row('objective, US$/month', objective.before.total, objective.after.total, 2),
    row('  waiting', objective.before.latency, objective.after.latency, 2),
    row('  compute', objective.before.compute, objective.after.compute, 2),
    row('  egress', objective.before.egress, objective.after.egress, 2),
    row('users, mean ms', latency.before.meanMs, latency.after.meanMs, 1),
    row('users, p50 ms', latency.before.p50Ms, latency.after.p50Ms, 1),
    row('users, p99 ms', latency.before.p99Ms, latency.after.p99Ms, 1),
    row('users, worst ms', latency.before.worstMs, latency.after.worstMs, 1),
  ];
}

function placementRow(change: PlacementChange): string[] {
  const { service, region, replicasBefore, replicasAfter, requestsPerSecondBefore, requestsPerSecondAfter } = change;
  const rates = `${formatNumber(requestsPerSecondBefore)} to ${formatNumber(requestsPerSecondAfter)}`;
  return [service, region, whatOf(change), `${replicasBefore} to ${replicasAfter}`, rates];
}

function whatOf({ replicasBefore, replicasAfter }: PlacementChange): string {
  if (replicasBefore === 0) return 'starts';
  if (replicasAfter === 0) return 'stops';
  return replicasAfter > replicasBefore ? 'grows' : 'shrinks';
}
