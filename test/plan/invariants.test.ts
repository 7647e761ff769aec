import fc from 'fast-check';
import { roundTripMs } from '../../lib/geo/latency';
import type { Model } from '../../lib/model/model';
import type { Plan, Workload } from '../../lib/plan/plan';
import { planModel } from '../../lib/plan/plan-model';
import { isFast, serviceOf, workloadOf } from './support/oracle';
import { frankfurt, lagos, london, modelOf, place, planOf, stack, tinySpec, tokyo } from './support/tiny-specs';

const seeded = { seed: 11, numRuns: 25 };
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Runs `check` on the plans of random stacks, of which at least ten have one. */
function onPlans(options: Parameters<typeof tinySpec>[0], check: (model: Model, plan: Plan) => void): void {
  let planned = 0;
  fc.assert(
    fc.property(tinySpec(options), (spec) => {
      const model = modelOf(spec);
      const { plan } = planModel(model);
      if (plan === null) return;
      planned += 1;
      check(model, plan);
    }),
    seeded,
  );
  expect(planned).toBeGreaterThanOrEqual(10);
}

const cpus = fc.integer({ min: 3, max: 24 });
const geo = fc.record({
  coverage: fc.constantFrom(0.5, 0.9, 1),
  maxLatencyMs: fc.integer({ min: 60, max: 500 }),
  regions: fc.constantFrom({ min: 1, max: 2 }, { min: 2, max: 3 }, { min: 1 }),
  residency: fc.constantFrom([], ['NG']),
  deny: fc.constantFrom([], ['r0']),
});

describe('every plan', () => {
  it('obeys allow, deny, residency, the fewest and the most regions', () => {
    onPlans({ geo }, (model, plan) => {
      for (const { service, placements } of plan.workloads) {
        const { candidates, minRegions, maxRegions } = serviceOf(model, service).geo;
        expect(placements.every(({ region }) => candidates.includes(region))).toBe(true);
        expect(placements.length).toBeGreaterThanOrEqual(minRegions);
        expect(placements.length).toBeLessThanOrEqual(maxRegions);
      }
    });
  });

  it('keeps the sum of all replicas and the router within capacity x target utilisation in every region', () => {
    onPlans({ cpus }, (model, plan) => {
      for (const { id, capacity } of model.regions) {
        const used = plan.workloads.flatMap(({ service, placements }) =>
          placements
            .filter(({ region }) => region === id)
            .map(({ replicas }) => replicas * serviceOf(model, service).resources.cpuMillis),
        );
        expect(sum(used) + (used.length > 0 ? 1000 : 0)).toBeLessThanOrEqual(
          (capacity?.cpuMillis ?? Infinity) * model.planner.targetUtilisation + 1e-6,
        );
        expect(plan.regions.find((region) => region.id === id)?.usedCpuMillis).toBe(
          used.length > 0 ? sum(used) + 1000 : 0,
        );
      }
    });
  });

  it('has the replicas for every load and the reserve of the tier', () => {
    onPlans({ cpus }, (model, plan) => {
      for (const { service, placements } of plan.workloads) {
        const { requestsPerSecondPerReplica, tier } = serviceOf(model, service);
        for (const { replicas, requestsPerSecond } of placements) {
          expect(replicas * requestsPerSecondPerReplica).toBeGreaterThanOrEqual(requestsPerSecond - 0.001);
          expect(replicas).toBeGreaterThanOrEqual(tier.minReplicas);
        }
      }
    });
  });

  it('serves every place of users and every call of a caller, no more and no less', () => {
    onPlans({ cpus }, (model, plan) => {
      for (const point of plan.demand.points) {
        const served = workloadOf(plan, 'a').userFlows.filter(({ demand }) => demand === point.id);
        expect(sum(served.map((flow) => flow.requestsPerSecond))).toBeCloseTo(point.requestsPerSecond, 2);
      }
      for (const call of model.calls)
        for (const caller of workloadOf(plan, call.from).placements) {
          const flows = workloadOf(plan, call.to).callFlows.filter(
            ({ service, from }) => service === call.from && from === caller.region,
          );
          const wanted = caller.requestsPerSecond * call.perRequest;
          expect(Math.abs(sum(flows.map((flow) => flow.requestsPerSecond)) - wanted)).toBeLessThan(0.02);
        }
      for (const workload of plan.workloads) expectLoadsOfFlows(workload);
    });
  });

  it('states the round trips of the model, and keeps the latency objective for the share that was asked for', () => {
    onPlans({ geo }, (model, plan) => {
      const regionOf = (id: string) => model.regions.find((region) => region.id === id) ?? { lat: NaN, lng: NaN };
      for (const workload of plan.workloads) {
        const service = serviceOf(model, workload.service);
        const flows = [
          ...workload.userFlows.map(({ demand, region, ...flow }) => {
            const point = plan.demand.points.find(({ id }) => id === demand) ?? { lat: NaN, lng: NaN };
            return { ...flow, ms: roundTripMs(point, regionOf(region)) };
          }),
          ...workload.callFlows.map(({ from, to, ...flow }) => ({
            ...flow,
            ms: from === to ? 1 : roundTripMs(regionOf(from), regionOf(to)),
          })),
        ];
        for (const { latencyMs, ms } of flows) expect(latencyMs).toBeCloseTo(ms, 2);
        const rate = sum(flows.map(({ requestsPerSecond }) => requestsPerSecond));
        const kept = sum(flows.filter(({ ms }) => isFast(service, ms)).map((flow) => flow.requestsPerSecond));
        expect(kept / rate).toBeGreaterThanOrEqual(service.geo.coverage - 1e-5);
        expect(workload.slo?.covered).toBeCloseTo(kept / rate, 4);
      }
    });
  });
});

function expectLoadsOfFlows({ placements, userFlows, callFlows }: Workload): void {
  for (const { region, requestsPerSecond } of placements) {
    const users = userFlows.filter((flow) => flow.region === region);
    const calls = callFlows.filter((flow) => flow.to === region);
    const flow = sum([...users, ...calls].map((each) => each.requestsPerSecond));
    expect(Math.abs(flow - requestsPerSecond)).toBeLessThan(0.02);
  }
}

const users = [{ id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 100 }];
const rust = { language: 'rust' } as const;

describe('who gets the users', () => {
  const rateOf = (plan: Plan, service: string): number => workloadOf(plan, service).requestsPerSecond;

  it('public services share them equally', () => {
    const plan = planOf(
      stack([london], { a: { ...rust, public: true }, b: { ...rust, public: true }, c: rust }, users),
    );
    expect(['a', 'b', 'c'].map((id) => rateOf(plan, id))).toEqual([50, 50, 0]);
  });

  it('without public services, those that nobody calls get them', () => {
    const plan = planOf(stack([london], { a: { ...rust, calls: ['b'] }, b: rust, c: rust }, users));
    expect(['a', 'b', 'c'].map((id) => rateOf(plan, id))).toEqual([50, 50, 50]);
  });

  it('calls of a job and calls within a cycle do not hide a service from users', () => {
    const services = {
      a: { ...rust, type: 'job' as const, calls: ['b'] },
      b: { ...rust, calls: ['c'] },
      c: { ...rust, calls: ['b'] },
    };
    const plan = planOf(stack([london], services, users));
    expect(rateOf(plan, 'a')).toBe(0);
    expect(plan.workloads.flatMap(({ userFlows }) => userFlows.map((flow) => flow.requestsPerSecond))).toEqual([
      50, 50,
    ]);
  });
});

describe('residency', () => {
  it('keeps a service in the European Union though all its users are in Tokyo', () => {
    const service = { ...rust, geo: { residency: ['EU'] } };
    const near = [{ id: 'tokyo', lat: 35.7, lng: 139.7, requestsPerSecond: 1000 }];
    const plan = planOf(stack([london, frankfurt, tokyo, lagos], { a: service }, near));
    expect(workloadOf(plan, 'a').placements.map(({ region }) => region)).toEqual(['frankfurt']);
    expect(workloadOf(plan, 'a').rejected.map(({ region, cause }) => [region, cause])).toEqual([
      ['lagos', 'residency'],
      ['london', 'residency'],
      ['tokyo', 'residency'],
    ]);
  });

  it('a tier of several zones is kept out of regions that have fewer', () => {
    const single = place('single', 51, 0, { zones: ['only'] });
    const plan = planOf(stack([single, tokyo], { a: { ...rust, tier: 'business' } }, users));
    expect(workloadOf(plan, 'a').placements.map(({ region }) => region)).toEqual(['tokyo']);
    expect(workloadOf(plan, 'a').rejected.map(({ cause }) => cause)).toEqual(['zones']);
  });
});
