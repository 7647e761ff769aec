import fc from 'fast-check';
import { roundTripMs } from '../../lib/geo/latency';
import { hasErrors } from '../../lib/model/diagnostic';
import type { Model, RegionNode } from '../../lib/model/model';
import type { FailureRow, Plan } from '../../lib/plan/plan';
import { planModel } from '../../lib/plan/plan-model';
import { cheapestFlow } from './solvers/support/brute-force';
import { serviceOf, workloadOf } from './support/oracle';
import { faultsOf, lagos, london, modelOf, place, planOf, stack, tinySpec, tokyo } from './support/tiny-specs';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const seeded = { seed: 13, numRuns: 25 };

interface Replay {
  readonly missing: number;
  /** Of the cheapest split, milliseconds. */
  readonly meanMs: number;
}

/** The loss of a region for the only service of a plan, by the textbook minimum-cost flow of latencies. */
function replay(model: Model, plan: Plan, lost: string): Replay {
  const [service] = model.services;
  if (service === undefined) throw new Error('service');
  const left = workloadOf(plan, service.id).placements.filter(({ region }) => region !== lost);
  const regions = left.map(({ region }) => model.regions.find(({ id }) => id === region) as RegionNode);
  const users = plan.demand.points;
  const rooms = regions.map(({ capacity }) => {
    const free = Math.min(
      ((capacity?.cpuMillis ?? Infinity) - 1000) / service.resources.cpuMillis,
      ((capacity?.memoryMiB ?? Infinity) - 512) / service.resources.memoryMiB,
    );
    return Math.max(0, Math.floor(free + 1e-9)) * service.requestsPerSecondPerReplica;
  });
  const problem = {
    costs: Float64Array.from(
      users.flatMap((user) => regions.map((region) => roundTripMs(user, region) * user.requestsPerSecond)),
    ),
    demands: Float64Array.from(users, (user) => user.requestsPerSecond),
    fixedCosts: new Float64Array(regions.length),
    capacities: Float64Array.from(rooms),
    minSites: 1,
    maxSites: Math.max(1, regions.length),
  };
  const demand = sum([...problem.demands]);
  if (regions.length === 0) return { missing: demand, meanMs: NaN };
  const { cost, carried } = cheapestFlow(
    problem,
    regions.map((_, at) => at),
  );
  return { missing: demand - carried, meanMs: cost / demand };
}

const losses = (plan: Plan): FailureRow[] => plan.failures.filter(({ kind }) => kind === 'region');

function takeoverOf(row: FailureRow, service: string): FailureRow['takeover'] {
  return row.takeover.filter((each) => each.service === service);
}

describe('the table of lost regions', () => {
  it('has a row for every region that runs something, and is feasible exactly where a replay finds room', () => {
    const seen = { feasible: 0, infeasible: 0 };
    fc.assert(
      fc.property(tinySpec({ cpus: fc.integer({ min: 3, max: 20 }) }), ({ services, ...rest }) => {
        const model = modelOf({ ...rest, services: { a: { ...services['a'], language: 'rust', calls: [] } } });
        const { plan } = planModel(model);
        if (plan === null) return;
        const { placements } = workloadOf(plan, 'a');
        const rows = losses(plan);
        expect(rows.map(({ name }) => name)).toEqual(placements.map(({ region }) => region));
        for (const row of rows) {
          const { missing, meanMs } = replay(model, plan, row.name);
          const runs = placements.length > 1;
          expect(row.feasible).toBe(runs && missing < 0.01);
          expect(row.unserved).toEqual(row.feasible ? [] : ['a']);
          expect(row.shortfall === null).toBe(row.feasible);
          expect(row.worstLatencyMs).toBeGreaterThanOrEqual(row.feasible ? meanMs - 0.01 : 0);
          expect(row.maxUtilisation ?? 0).toBeLessThanOrEqual(1 + 1e-6);
          seen[row.feasible ? 'feasible' : 'infeasible'] += 1;
        }
      }),
      seeded,
    );
    expect(Math.min(seen.feasible, seen.infeasible)).toBeGreaterThan(5);
  });

  it('hands the load of a lost region over in shares that sum to 1, and moves at most everything', () => {
    let affected = 0;
    fc.assert(
      fc.property(tinySpec({ geo: fc.constant({ regions: { min: 2 } }) }), (spec) => {
        const plan = planOf(spec);
        for (const row of losses(plan)) {
          expect(row.movedShare).toBeGreaterThanOrEqual(0);
          expect(row.movedShare).toBeLessThanOrEqual(1);
          for (const { service, placements } of plan.workloads) {
            const lost = placements.find(({ region }) => region === row.name)?.requestsPerSecond ?? 0;
            const shares = takeoverOf(row, service);
            expect(shares.some(({ region }) => region === row.name)).toBe(false);
            expect(Math.abs(sum(shares.map(({ share }) => share)) - (lost > 0 ? 1 : 0))).toBeLessThan(1e-5);
            affected += lost > 0 ? 1 : 0;
          }
        }
      }),
      seeded,
    );
    expect(affected).toBeGreaterThan(20);
  });

  it('sends users to the nearest survivor when there is room: worst round trip and share by hand', () => {
    const users = [
      { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 100 },
      { id: 'osaka', lat: 34.7, lng: 135.5, requestsPerSecond: 300 },
    ];
    const service = { language: 'rust', geo: { regions: { min: 3 } } } as const;
    const plan = planOf(stack([london, tokyo, lagos], { a: service }, users));
    const row = plan.failures.find(({ kind, name }) => kind === 'region' && name === 'london');
    const paris = { lat: 48.9, lng: 2.4 };
    const toLagos = roundTripMs(paris, { lat: 6.45, lng: 3.39 });
    expect(toLagos).toBeLessThan(roundTripMs(paris, { lat: 35.7, lng: 139.7 }));
    expect(row).toMatchObject({ feasible: true, movedShare: 0.25, unserved: [], shortfall: null });
    expect(row?.takeover).toEqual([{ service: 'a', region: 'lagos', share: 1 }]);
    expect(row?.worstLatencyMs).toBeCloseTo(toLagos, 2);
  });
});

describe('a service of tier heart', () => {
  /** All sets of regions that carry the load, and without each of them still do. */
  function someSetSurvives(model: Model): boolean {
    const service = serviceOf(model, 'a');
    const load = model.demand.kind === 'none' ? 0 : model.demand.requestsPerSecond;
    const rooms = model.regions.flatMap(({ capacity }) => {
      const free = (capacity?.cpuMillis ?? Infinity) * model.planner.targetUtilisation - 1000;
      const replicas = Math.max(0, Math.floor(free / service.resources.cpuMillis + 1e-9));
      return replicas >= 3 ? [replicas * service.requestsPerSecondPerReplica] : [];
    });
    for (let mask = 1; mask < 2 ** rooms.length; mask += 1) {
      const open = rooms.filter((_, site) => (mask >> site) & 1);
      if (open.length < 2 || open.length > service.geo.maxRegions) continue;
      if (sum(open) - Math.max(...open) >= load) return true;
    }
    return false;
  }

  it('has a plan exactly when some set of regions carries its load after the loss of any one', () => {
    const options = {
      cpus: fc.integer({ min: 3, max: 24 }),
      geo: fc.record({ regions: fc.constantFrom({ max: 2 }, { max: 3 }, {}) }),
      tier: fc.constant('heart' as const),
    };
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(tinySpec(options), ({ services, ...rest }) => {
        const model = modelOf({ ...rest, services: { a: { ...services['a'], language: 'rust', calls: [] } } });
        const { plan, diagnostics } = planModel(model);
        const survives = someSetSurvives(model);
        seen[survives ? 'yes' : 'no'] += 1;
        expect(plan !== null).toBe(survives);
        expect(hasErrors(diagnostics)).toBe(!survives);
        expect((plan === null ? [] : losses(plan)).every(({ feasible }) => feasible)).toBe(true);
      }),
      { seed: 17, numRuns: 40 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(10);
  });

  it('keeps its promise in a chain of services that share the capacities, with replicas that run before the loss', () => {
    let planned = 0;
    fc.assert(
      fc.property(tinySpec({ cpus: fc.integer({ min: 8, max: 40 }), tier: fc.constant('heart') }), (spec) => {
        const model = modelOf(spec);
        const { plan } = planModel(model);
        if (plan === null) return;
        planned += 1;
        expect(losses(plan).flatMap(({ unserved }) => unserved)).toEqual([]);
        for (const { service, requestsPerSecond, placements } of plan.workloads)
          for (const lost of placements) {
            const left = placements.filter(({ region }) => region !== lost.region);
            const ready =
              sum(left.map(({ replicas }) => replicas)) * serviceOf(model, service).requestsPerSecondPerReplica;
            expect(ready).toBeGreaterThanOrEqual(requestsPerSecond - 0.01);
          }
      }),
      seeded,
    );
    expect(planned).toBeGreaterThan(5);
  });

  it('is refused with the lost region and what is missing when the others are too small', () => {
    const small = place('small', 50, 0, { capacity: { cpu: 8, memoryGiB: 64 } });
    const large = place('large', 51, 0, { capacity: { cpu: 80, memoryGiB: 640 } });
    const service = {
      language: 'rust',
      tier: 'heart',
      resources: { cpu: '500m' },
      requestsPerSecondPerReplica: 50,
    } as const;
    const users = [{ id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 1000 }];
    const [fault] = faultsOf(stack([small, large], { a: service }, users));
    expect(fault?.code).toBe('plan/not-resilient');
    expect(fault?.message).toMatch(/"a" promises to survive .* without "large" \d+ of 1000 requests\/s/);
    const wider = place('wider', 52, 0, { capacity: { cpu: 80, memoryGiB: 640 } });
    const plan = planOf(stack([small, large, wider], { a: { ...service, geo: {} } }, users));
    expect(losses(plan).every(({ feasible }) => feasible)).toBe(true);
  });
});
