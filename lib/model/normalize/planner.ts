import { sortedBy } from '../compare';
import type { MeasuredLatency, PlannerNode } from '../model';
import type { LatencySpec, MeasuredLatencySpec, PlannerSpec } from '../spec';
import { numberIn, report, reportValue, type Findings } from './findings';

const at = ['planner'];
/** Keeps services where they are over differences of this size. */
const defaultMoveUsd = 5;
const mostMeasured = 1_000_000;

export function normalizePlanner(findings: Findings, planner: PlannerSpec = {}): PlannerNode {
  return {
    waitingUsdPerHour: numberIn(findings, [...at, 'waitingUsdPerHour'], planner.waitingUsdPerHour, 0.1, {
      min: 0,
      max: 1e6,
    }),
    targetUtilisation: numberIn(findings, [...at, 'targetUtilisation'], planner.targetUtilisation, 0.8, {
      min: 0,
      above: true,
      max: 1,
    }),
    moveUsd: numberIn(findings, [...at, 'moveUsd'], planner.moveUsd, defaultMoveUsd, { min: 0, max: 1e9 }),
    latency: { measured: normalizeMeasured(findings, planner.latency ?? {}) },
  };
}

/** What names a measured pair in a diagnostic's path. */
export function pairName({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} -> ${to}`;
}

/** Whoever can read files has put the rows of a table in its place. Whether the ends exist is seen when planning. */
function normalizeMeasured(findings: Findings, { measured = [] }: LatencySpec): MeasuredLatency[] {
  const list = [...at, 'latency', 'measured'];
  if (typeof measured === 'string') {
    const parameters = { subject: '"planner.latency.measured"', file: measured, call: 'Latency.csv' } as const;
    report(findings, 'config/unread-csv', list, parameters);
    return [];
  }
  if (measured.length > mostMeasured) {
    const parameters = { subject: 'measured latencies', count: measured.length, limit: mostMeasured };
    report(findings, 'config/too-many', list, parameters);
  }
  const given = new Set<string>();
  for (const pair of measured) {
    const name = pairName(pair);
    if (given.has(name)) report(findings, 'names/duplicate', [...list, name], { subject: 'measured latency', name });
    given.add(name);
  }
  return sortedBy(
    measured.map((pair) => normalizePair(findings, pair)),
    pairName,
  );
}

function normalizePair(findings: Findings, { from, to, rttMs }: MeasuredLatencySpec): MeasuredLatency {
  const pair = [...at, 'latency', 'measured', pairName({ from, to })];
  if (from === to) reportValue(findings, [...pair, 'to'], `"${to}", as "from" is`, 'another place');
  return { from, to, rttMs: numberIn(findings, [...pair, 'rttMs'], rttMs, 1, { min: 0, above: true, max: 60_000 }) };
}
