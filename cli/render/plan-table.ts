import { count, formatNumber, formatPercent } from '../../lib/emit/number-text';
import type { FailureRow, Plan, Workload } from '../../lib/plan/plan';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { renderFailures } from './failure-table';
import { renderTable, type Column, type TableRow } from './table';
import { wrap } from './text';

/** The plan as a person reads it: who runs where, what every lost region would mean, how far from optimal it can be. */
export function renderPlan(plan: Plan, terminal: Terminal, paint: Paint): string {
  const { columns } = terminal;
  const parts = [
    paint('strong', wrap(headline(plan), columns)),
    renderTable(placementColumns, placementRows(plan), terminal, paint),
  ];
  if (plan.failures.length > 0) parts.push(...renderFailures(plan, terminal, paint));
  parts.push(wrap(boundSentence(plan), columns), wrap(latencySentence(plan), columns));
  return `${parts.join('\n')}\n`;
}

function headline(plan: Plan): string {
  const used = new Set(plan.workloads.flatMap(({ placements }) => placements.map(({ region }) => region)));
  const services = count(plan.workloads.length, 'service');
  const rate = plan.demand.requestsPerSecond;
  const users =
    rate > 0 ? `${formatNumber(rate)} requests/s from ${count(plan.demand.points.length, 'place')}` : 'no users';
  return `${plan.name}: ${services} in ${used.size} of ${count(plan.regions.length, 'region')}, ${users}`;
}

const placementColumns: readonly Column[] = [
  { title: 'service', align: 'left', shrinksTo: 12 },
  { title: 'region', align: 'left', shrinksTo: 12 },
  { title: 'share', align: 'right' },
  { title: 'repl.', align: 'right' },
  { title: 'p50/worst ms', align: 'right', dropOrder: 1 },
  { title: 'SLO', align: 'right', dropOrder: 3 },
  { title: '$/month', align: 'right', dropOrder: 2 },
  { title: 'N-1', align: 'left', dropOrder: 4 },
];

/** A row per placement; what is true of the whole service stands in its first row. */
function placementRows(plan: Plan): TableRow[] {
  return plan.workloads.flatMap((workload) => {
    const { service, placements } = workload;
    if (placements.length === 0) return [[service, 'nowhere']];
    return placements.map(({ region, share, replicas, costUsdPerMonth }, index) => {
      const whole = index === 0 ? serviceCells(plan, workload) : noServiceCells;
      const name = index === 0 ? service : '';
      const cost = formatNumber(costUsdPerMonth);
      const { latency, slo, survives } = whole;
      return [name, region, formatPercent(share), formatNumber(replicas), latency, slo, cost, survives];
    });
  });
}

const noServiceCells = { latency: '', slo: '', survives: '' };

function serviceCells(plan: Plan, workload: Workload): typeof noServiceCells {
  const { latency, slo, service } = workload;
  const isServed = workload.userFlows.length + workload.callFlows.length > 0;
  return {
    latency: isServed ? `${formatNumber(latency.p50Ms)}/${formatNumber(latency.worstMs)}` : '-',
    slo: slo === null ? '-' : `${formatNumber(slo.maxLatencyMs)} ms ${formatPercent(slo.covered)}`,
    survives: survival(plan.failures, service),
  };
}

/** Of the loss of any one region. */
function survival(failures: readonly FailureRow[], service: string): string {
  const regions = failures.filter(({ kind }) => kind === 'region');
  if (regions.length === 0) return '-';
  return regions.some(({ unserved }) => unserved.includes(service)) ? 'no' : 'yes';
}

function movesText(usd: number | undefined): string {
  return usd === undefined ? '' : `, moves ${formatNumber(usd, 2)}`;
}

function boundSentence({ objective, lowerBound, gap, proof }: Plan): string {
  const { total, latency, compute, egress, moves } = objective;
  const cost =
    `Objective ${formatNumber(total, 2)} US$/month: waiting ${formatNumber(latency, 2)}, ` +
    `compute ${formatNumber(compute, 2)}, egress ${formatNumber(egress, 2)}${movesText(moves)}.`;
  switch (proof) {
    case 'optimal':
      return `${cost} No placement of all services together costs less (proof: optimal).`;
    case 'bound':
      return `${cost} No placement of all services together costs less than ${formatNumber(lowerBound, 2)}: the gap is at most ${gapText(gap)} (proof: bound).`;
    case 'none':
      return `${cost} How far this is from optimal is not known (proof: none).`;
  }
}

/** A gap that is proved but rounds to nothing is not called none. */
function gapText(gap: number): string {
  return gap < 0.00005 ? '0.01%' : formatPercent(gap, 2);
}

function latencySentence({ latencyModel }: Plan): string {
  const error = formatNumber(latencyModel.p90AbsoluteErrorPercent);
  const { measuredCells, modelledCells, accessMs } = latencyModel;
  const modelled = `modelled round trips (${latencyModel.id}); 9 of 10 are within ${error} % of measured ones.`;
  const measured = `${formatNumber(measuredCells)} of ${formatNumber(measuredCells + modelledCells)} pairs are measured`;
  const sentence =
    measuredCells === 0 ? `Latencies are ${modelled}` : `Latencies: ${measured}, the others are ${modelled}`;
  return accessMs.most === 0 ? sentence : `${sentence} Users' access adds ${range(accessMs)} ms.`;
}

function range({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most ? formatNumber(most, 1) : `${formatNumber(least, 1)} to ${formatNumber(most, 1)}`;
}
