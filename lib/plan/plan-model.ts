import { checkMeasured } from '../geo/check-measured';
import { checkRegions } from '../geo/check-regions';
import { latencyModel } from '../geo/latency';
import { canonicalDigest } from '../model/canonical-json';
import { diagnostic, hasErrors, sortDiagnostics, type Diagnostic } from '../model/diagnostic';
import type { Model } from '../model/model';
import { quotedList } from '../model/quoted-list';
import { atlas, type Atlas } from './atlas';
import { attempt } from './attempt';
import { type CapacityLedger, usedShare } from './capacity-ledger';
import { planSeed, planSteps, toCents, toMicro, toMilli } from './constants';
import { demandPoints } from './demand';
import { failureTable } from './failures';
import { findFixes, type FoundFixes } from './fixes/find-fixes';
import { withHints } from './fixes/with-hints';
import { jointCertificate } from './joint/certificate';
import type { JointBound } from './joint/joint-bound';
import type { JointProblem } from './joint/joint-problem';
import type { ForcedRegion } from './joint/place-forced';
import { placeJointly } from './joint/place-jointly';
import type { Placements } from './place-services';
import { movesFrom } from './moves';
import { placementOrder, type PlacementOrder } from './placement-order';
import type {
  DemandPoint,
  FailureRow,
  LatencyModelStatement,
  Objective,
  PairLosses,
  Plan,
  PlannedRegion,
  PreviousPlan,
  Proof,
  Workload,
} from './plan';
import { userRowsOf } from './user-rows';

export interface Planned {
  /** Null when a service cannot be placed. */
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Without a plan: changes that end a fault, each as placing the changed model again shows. */
  readonly fixes: readonly FoundFixes[];
}

export interface PlanOptions {
  /** Regions that services must run in, whatever that costs. */
  readonly forced?: readonly ForcedRegion[];
  /** What moves are counted from. */
  readonly previous?: PreviousPlan | null;
}

/**
 * Model -> Plan. All services are placed together; what one costs depends on where its callers and callees run. All users'
 * requests are shared equally by the entry services: the public ones, else those that nobody calls. Deterministic; the
 * work is bounded by steps, not time.
 */
export function planModel(model: Model, { forced = [], previous = null }: PlanOptions = {}): Planned {
  const points = demandPoints(model.demand);
  const order = placementOrder(model);
  const ways = atlas(model.regions, points, model.planner.latency.measured);
  const circumstances = { model, order, userRows: userRowsOf(points, order), atlas: ways };
  const { placements, proved } = placeJointly(circumstances, points, { forced, previous });
  const { workloads } = placements;
  const diagnostics = [
    ...checkRegions(model.regions),
    ...checkMeasured(model.planner.latency.measured, model.regions, points),
    ...order.cycles.map(cycleWarning),
    ...entryWarnings(model, order),
    ...placements.diagnostics,
  ];
  if (hasErrors(diagnostics) || proved === null) return refused(model, diagnostics, workloads);
  const failures = failureTable({ ...circumstances, workloads });
  const sorted = sortDiagnostics([...diagnostics, ...failures.diagnostics]);
  if (hasErrors(sorted)) return refused(model, sorted, workloads);
  return {
    fixes: [],
    plan: assemble({
      model,
      previous,
      placements,
      ...proved,
      failures: failures.rows,
      pairLosses: failures.pairs,
      points,
      ways,
    }),
    diagnostics: sorted,
  };
}

function refused(model: Model, diagnostics: readonly Diagnostic[], workloads: ReadonlyMap<string, Workload>): Planned {
  const fixes = findFixes(model, { diagnostics, workloads }, attempt);
  return { plan: null, diagnostics: sortDiagnostics(withHints(diagnostics, fixes)), fixes };
}

function cycleWarning(cycle: readonly string[]): Diagnostic {
  const services = quotedList(cycle);
  return diagnostic('plan/call-cycle', `services/${cycle[0] ?? ''}`, { services });
}

function entryWarnings({ demand }: Model, { entries }: PlacementOrder): Diagnostic[] {
  if (demand.kind === 'none' || entries.size > 0) return [];
  return [diagnostic('plan/no-entry', 'demand', { requestsPerSecond: demand.requestsPerSecond })];
}

interface Assembly {
  readonly model: Model;
  readonly previous: PreviousPlan | null;
  readonly placements: Placements;
  readonly problem: JointProblem;
  readonly bound: JointBound;
  readonly failures: readonly FailureRow[];
  readonly pairLosses: PairLosses;
  readonly points: readonly DemandPoint[];
  readonly ways: Atlas;
}

function assemble({ model, previous, placements, problem, bound, failures, pairLosses, points, ways }: Assembly): Plan {
  const workloads = model.services.flatMap((service) => placements.workloads.get(service.id) ?? []);
  const from = previous && { ...previous, moves: movesFrom(model, previous, placements.workloads) };
  const objective = withMoves(sumObjectives(workloads), from);
  const lowerBound = Math.max(0, bound.lowerBound);
  const plan: Omit<Plan, 'digest'> = {
    kind: 'plan',
    version: 3,
    name: model.name,
    inputDigest: canonicalDigest(model),
    model,
    seed: planSeed,
    steps: planSteps,
    latencyModel: statement(ways, points),
    objective,
    lowerBound: Math.min(objective.total, Math.floor(lowerBound * 100) / 100),
    gap: toMicro(placements.cost === 0 ? 0 : Math.max(0, placements.cost - lowerBound) / placements.cost),
    proof: proofOf(placements.cost, bound.lowerBound),
    certificate: jointCertificate(
      problem,
      bound,
      model.regions.map(({ id }) => id),
    ),
    regions: plannedRegions(model, placements.workloads, placements.ledger),
    demand: {
      requestsPerSecond: toMilli(points.reduce((sum, point) => sum + point.requestsPerSecond, 0)),
      points: points.map((point) => ({ ...point, requestsPerSecond: toMilli(point.requestsPerSecond) })),
    },
    workloads,
    failures,
    pairLosses,
    regionLatencyMs: model.regions.map((_, from) => model.regions.map((__, to) => toMilli(ways.roundTrip(from, to)))),
    ...(from === null ? {} : { from }),
    origin: model.origin,
  };
  return { ...plan, digest: canonicalDigest(plan) };
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

/** By numbers alone: optimal when the bound is within a millionth of the cost. */
function proofOf(cost: number, lowerBound: number): Proof {
  if (lowerBound >= cost * (1 - 1e-6)) return 'optimal';
  return Number.isFinite(lowerBound) ? 'bound' : 'none';
}

function sumObjectives(workloads: readonly Workload[]): Objective {
  const sum = (part: Exclude<keyof Objective, 'moves'>): number =>
    toCents(workloads.reduce((total, workload) => total + workload.objective[part], 0));
  return { total: sum('total'), latency: sum('latency'), compute: sum('compute'), egress: sum('egress') };
}

function withMoves(objective: Objective, from: Plan['from'] | null): Objective {
  if (from === null || from === undefined) return objective;
  const moves = toCents(from.moveUsd * from.moves.length);
  return { ...objective, total: toCents(objective.total + moves), moves };
}

function plannedRegions(model: Model, placed: ReadonlyMap<string, Workload>, ledger: CapacityLedger): PlannedRegion[] {
  const used = new Set(
    [...placed.values()].flatMap((workload) => workload.placements.map((placement) => placement.region)),
  );
  return model.regions.map(({ id, capacity }) => {
    const taken = used.has(id) ? ledger.used(id) : { cpuMillis: 0, memoryMiB: 0 };
    return {
      id,
      capacityCpuMillis: capacity?.cpuMillis ?? null,
      capacityMemoryMiB: capacity === null ? null : toMilli(capacity.memoryMiB),
      usedCpuMillis: taken.cpuMillis,
      usedMemoryMiB: toMilli(taken.memoryMiB),
      utilisation: capacity === null ? null : toMicro(usedShare(taken, capacity)),
    };
  });
}
