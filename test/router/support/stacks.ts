import fc from 'fast-check';
import type { Model, TopologyNode } from '../../../lib/model/model';
import type { Plan, Workload } from '../../../lib/plan/plan';
import type { SiteDistances } from '../../../lib/topology/distances';
import { services as shopServices, london, model as shop, plan as shopPlan } from '../../support/shop-stages';
import { sitesAt, topologyOf } from '../../topology/support/random-sites';

export interface Stack {
  readonly model: Model;
  readonly plan: Plan;
}

/** What decides a stack: sites, where each of three services runs, who sends how much to which copy. */
export interface StackShape {
  readonly points: readonly (readonly [number, number])[];
  readonly topology: TopologyNode;
  /** Sites by index, of frontend, api, engine. */
  readonly copies: readonly (readonly number[])[];
  /** Requests per second by (call, source site, target site); missing is 0. */
  readonly rates: readonly number[];
  readonly survive: number;
  readonly egress: 'envoy' | 'haproxy';
}

const ids = ['api', 'engine', 'frontend'] as const;
const calls = [
  { from: 'api', to: 'engine', timeoutMs: 1000, idempotent: true },
  { from: 'frontend', to: 'api', timeoutMs: 700, idempotent: false },
  { from: 'frontend', to: 'engine', timeoutMs: 300, idempotent: true },
] as const;
const [shopApi, shopEngine] = shopServices;
if (shopApi === undefined || shopEngine === undefined) throw new Error('the shop has an api and an engine');
const nodes = {
  api: shopApi,
  engine: shopEngine,
  frontend: { ...shopApi, id: 'frontend', public: { hosts: ['shop.example'], path: '/' } },
};

export function stackOf(shape: StackShape): Stack {
  const distances = sitesAt(shape.points);
  const { sites } = distances;
  const regions = sites.map((id, index) => ({ ...london, id, slug: id, code: null, gateway: `192.0.2.${index + 1}` }));
  const model: Model = {
    ...shop,
    topology: shape.topology,
    regions,
    services: ids.map((id) => ({ ...nodes[id], tier: { ...nodes[id].tier, survive: shape.survive } })),
    externalServices: [],
    calls: calls.map((call) => ({ ...call, external: false, nearest: true, perRequest: 1, bytes: 2048 })),
    router: { ...shop.router, egress: shape.egress },
  };
  const workloads = ids.map((id, index) => workload(id, shape, index, distances));
  return {
    model,
    plan: { ...shopPlan, regions: plannedRegions(sites), workloads, regionLatencyMs: matrix(distances) },
  };
}

function workload(id: string, { copies, rates }: StackShape, index: number, { sites, rttMs }: SiteDistances): Workload {
  const runs = (service: number): string[] => sites.filter((_, site) => copies[service]?.includes(site));
  const flows = calls.flatMap((call, callIndex) =>
    call.to === id
      ? runs(ids.indexOf(call.from)).flatMap((from) =>
          runs(index).map((to) => {
            const rate = rates[(callIndex * 49 + sites.indexOf(from) * 7 + sites.indexOf(to)) % rates.length] ?? 0;
            return { service: call.from, from, to, requestsPerSecond: rate, latencyMs: rttMs(from, to) };
          }),
        )
      : [],
  );
  const [base] = shopPlan.workloads;
  if (base === undefined) throw new Error('the shop has workloads');
  const placements = runs(index).map((region) => ({
    region,
    share: 1,
    requestsPerSecond: 10,
    replicas: 2,
    zones: 2,
    costUsdPerMonth: 1,
    reasons: [],
  }));
  return { ...base, service: id, placements, callFlows: flows.filter((flow) => flow.requestsPerSecond > 0) };
}

function plannedRegions(sites: readonly string[]): Plan['regions'] {
  return sites.map((id) => ({
    id,
    capacityCpuMillis: null,
    capacityMemoryMiB: null,
    usedCpuMillis: 0,
    usedMemoryMiB: 0,
    utilisation: null,
  }));
}

function matrix({ sites, rttMs }: SiteDistances): number[][] {
  return sites.map((from) => sites.map((to) => rttMs(from, to)));
}

/** Random stacks of 3 to 7 sites; every site runs something, since only those take part. */
export function arbitraryStack(topologies: readonly TopologyNode['kind'][], survive: number): fc.Arbitrary<Stack> {
  return fc.integer({ min: 3, max: 7 }).chain((size) => {
    const all = Array.from({ length: size }, (_, index) => index);
    const coordinate = fc.integer({ min: 0, max: 200 });
    const some = fc.subarray(all, { minLength: 1 });
    return fc
      .record({
        points: fc.array(fc.tuple(coordinate, coordinate), { minLength: size, maxLength: size }),
        topology: fc.constantFrom(...topologies).map((kind) => topologyOf(kind, survive)),
        copies: fc.tuple(some, some, fc.constant(all)),
        rates: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1000 })), { minLength: 11, maxLength: 11 }),
        survive: fc.constantFrom(0, 1),
        egress: fc.constantFrom('envoy' as const, 'haproxy' as const),
      })
      .map(stackOf);
  });
}
