import { checkMeasured } from '../geo/check-measured';
import { checkRegions } from '../geo/check-regions';
import { latencyModel } from '../geo/latency';
import { canonicalJson } from '../model/canonical-json';
import { diagnostic, hasErrors, sortDiagnostics, type Diagnostic } from '../model/diagnostic';
import type { Model } from '../model/model';
import { sha256Hex } from '../model/sha256';
import { atlas, type Atlas } from './atlas';
import { attempt } from './attempt';
import { capacityLedger, type CapacityLedger } from './capacity-ledger';
import { planSeed, planSteps, toCents, toMicro, toMilli } from './constants';
import { demandPoints } from './demand';
import { failureTable, type Failures } from './failures';
import { findFixes, type FoundFixes } from './fixes/find-fixes';
import { withHints } from './fixes/with-hints';
import { placeWorkload } from './place-workload';
import { placementOrder, type PlacementOrder } from './placement-order';
import type { DemandPoint, LatencyModelStatement, Objective, Plan, PlannedRegion, Workload } from './plan';
import { proofOf } from './workload-record';
import { userRowsOf } from './user-rows';
import { callerRows } from './workload-rows';

export interface Planned {
  /** Null when a service cannot be placed. */
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Without a plan: changes that end a fault, each as placing the changed model again shows. */
  readonly fixes: readonly FoundFixes[];
}

/**
 * Model -> Plan. Services are placed callers first, each as a facility-location problem whose demand is what its users
 * and placed callers send. All users' requests are shared equally by the entry services: the public ones, else those
 * that nobody calls. Deterministic; the work is bounded by steps, not time.
 */
export function planModel(model: Model): Planned {
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  const ways = atlas(model.regions, points, model.planner.latency.measured);
  const ledger = capacityLedger(model.regions, model.planner.targetUtilisation);
  const userRows = userRowsOf(points, order);
  const diagnostics = [
    ...checkRegions(model.regions),
    ...checkMeasured(model.planner.latency.measured, model.regions, points),
    ...order.cycles.map(cycleWarning),
    ...entryWarnings(model, order),
  ];
  const workloads = new Map<string, Workload>();
  const loads = new Map<string, ReadonlyMap<string, number>>();
  const exact = { cost: 0, lowerBound: 0 };
  for (const service of order.services) {
    const rows = [...(order.entries.has(service.id) ? userRows : []), ...callerRows(service.id, model.calls, loads)];
    const { placed, diagnostics: faults } = placeWorkload(model, service, rows, ways, ledger);
    diagnostics.push(...faults);
    if (placed === null) continue;
    workloads.set(service.id, placed.workload);
    loads.set(service.id, placed.loads);
    exact.cost += placed.cost;
    exact.lowerBound += placed.lowerBound;
  }
  if (hasErrors(diagnostics)) return refused(model, diagnostics, workloads);
  const failures = failureTable({ model, order, workloads, userRows, atlas: ways });
  const sorted = sortDiagnostics([...diagnostics, ...failures.diagnostics]);
  if (hasErrors(sorted)) return refused(model, sorted, workloads);
  return { plan: assemble(model, workloads, exact, failures, points, ways, ledger), diagnostics: sorted, fixes: [] };
}

function refused(model: Model, diagnostics: readonly Diagnostic[], workloads: ReadonlyMap<string, Workload>): Planned {
  const fixes = findFixes(model, { diagnostics, workloads }, attempt);
  return { plan: null, diagnostics: sortDiagnostics(withHints(diagnostics, fixes)), fixes };
}

function cycleWarning(cycle: readonly string[]): Diagnostic {
  const services = cycle.map((id) => `"${id}"`).join(', ');
  return diagnostic('plan/call-cycle', `services/${cycle[0] ?? ''}`, { services });
}

function entryWarnings({ demand }: Model, { entries }: PlacementOrder): Diagnostic[] {
  if (demand.kind === 'none' || entries.size > 0) return [];
  return [diagnostic('plan/no-entry', 'demand', { requestsPerSecond: demand.requestsPerSecond })];
}

function assemble(
  model: Model,
  placed: ReadonlyMap<string, Workload>,
  exact: { readonly cost: number; readonly lowerBound: number },
  failures: Failures,
  points: readonly DemandPoint[],
  ways: Atlas,
  ledger: CapacityLedger,
): Plan {
  const workloads = model.services.flatMap((service) => placed.get(service.id) ?? []);
  const objective = sumObjectives(workloads);
  const lowerBound = toCents(workloads.reduce((sum, workload) => sum + workload.lowerBound, 0));
  return {
    kind: 'plan',
    version: 1,
    name: model.name,
    inputDigest: sha256Hex(canonicalJson(model)),
    seed: planSeed,
    steps: planSteps,
    latencyModel: statement(ways, points),
    objective,
    lowerBound,
    gap: toMicro(exact.cost === 0 ? 0 : (exact.cost - exact.lowerBound) / exact.cost),
    proof: workloads.every((workload) => workload.proof === 'optimal')
      ? 'optimal'
      : proofOf(exact.cost, exact.lowerBound),
    regions: plannedRegions(model, placed, ledger),
    demand: {
      requestsPerSecond: toMilli(points.reduce((sum, point) => sum + point.requestsPerSecond, 0)),
      points: points.map((point) => ({ ...point, requestsPerSecond: toMilli(point.requestsPerSecond) })),
    },
    workloads,
    failures: failures.rows,
    pairLosses: failures.pairs,
    regionLatencyMs: model.regions.map((_, from) =>
      model.regions.map((__, to) => toMilli(ways.betweenRegions(from, to))),
    ),
    origin: model.origin,
  };
}

function statement(ways: Atlas, points: readonly DemandPoint[]): LatencyModelStatement {
  const access = points.map(({ accessMs = 0 }) => accessMs);
  return {
    ...latencyModel,
    measuredCells: ways.measuredCells,
    modelledCells: ways.modelledCells,
    accessMs: {
      least: access.reduce((least, ms) => Math.min(least, ms), access[0] ?? 0),
      most: access.reduce((most, ms) => Math.max(most, ms), 0),
    },
  };
}

function sumObjectives(workloads: readonly Workload[]): Objective {
  const sum = (part: keyof Objective): number =>
    toCents(workloads.reduce((total, workload) => total + workload.objective[part], 0));
  return { total: sum('total'), latency: sum('latency'), compute: sum('compute'), egress: sum('egress') };
}

function plannedRegions(model: Model, placed: ReadonlyMap<string, Workload>, ledger: CapacityLedger): PlannedRegion[] {
  const used = new Set(
    [...placed.values()].flatMap((workload) => workload.placements.map((placement) => placement.region)),
  );
  return model.regions.map(({ id, capacity }) => {
    const { cpuMillis, memoryMiB } = used.has(id) ? ledger.used(id) : { cpuMillis: 0, memoryMiB: 0 };
    return {
      id,
      capacityCpuMillis: capacity?.cpuMillis ?? null,
      capacityMemoryMiB: capacity === null ? null : toMilli(capacity.memoryMiB),
      usedCpuMillis: cpuMillis,
      usedMemoryMiB: toMilli(memoryMiB),
      utilisation:
        capacity === null ? null : toMicro(Math.max(cpuMillis / capacity.cpuMillis, memoryMiB / capacity.memoryMiB)),
    };
  });
}
