import { canonicalJson } from '../../lib/model/canonical-json';
import type { Model, RegionNode, ServiceNode } from '../../lib/model/model';
import { sha256Hex } from '../../lib/model/sha256';
import type { Plan, Workload } from '../../lib/plan/plan';
import { verifyPlan } from '../../lib/plan/verify/verify-plan';
import { frankfurt, lagos, london, planOf, stack, tokyo } from './support/tiny-specs';

/** Plans that hold but for one rule, with all digests made to fit: the fault must name that rule. */
const capacity = { cpu: 24, memoryGiB: 96 };
const plan = planOf(
  stack(
    [london, tokyo, lagos, frankfurt].map((region) => Object.assign({ capacity }, region)),
    {
      web: { language: 'rust', public: true, geo: { regions: { min: 2, max: 3 } }, calls: ['api'] },
      api: { language: 'go', geo: { regions: { max: 2 } } },
    },
    [
      { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 900 },
      { id: 'osaka', lat: 34.7, lng: 135.5, requestsPerSecond: 600 },
    ],
  ),
);
const used = plan.workloads.flatMap(({ service, placements }) => (service === 'web' ? placements : []));
const unused = plan.regions.filter(({ id }) => used.every(({ region }) => region !== id)).map(({ id }) => id);

function faultsOf(changed: Plan): string {
  const { digest: _, ...content } = { ...changed, inputDigest: sha256Hex(canonicalJson(changed.model)) };
  return verifyPlan({ ...content, digest: sha256Hex(canonicalJson(content)) }).faults.join('\n');
}

/** The plan under another request: each service and region as `change` makes it. */
function asked(
  change: Partial<Model>,
  ofService: (web: ServiceNode) => Partial<ServiceNode> = () => ({}),
  ofRegion: (region: RegionNode) => Partial<RegionNode> = () => ({}),
): Plan {
  const services = plan.model.services.map((each) => (each.id === 'web' ? { ...each, ...ofService(each) } : each));
  const regions = plan.model.regions.map((each) => Object.assign({}, each, ofRegion(each)));
  return { ...plan, model: { ...plan.model, services, regions, ...change } };
}

function withWeb(change: (web: Workload) => Partial<Workload>): Plan {
  return {
    ...plan,
    workloads: plan.workloads.map((each) => (each.service === 'web' ? { ...each, ...change(each) } : each)),
  };
}

const geo = (change: Partial<ServiceNode['geo']>): Plan => asked({}, (web) => ({ geo: { ...web.geo, ...change } }));
const tier = (change: Partial<ServiceNode['tier']>): Plan => asked({}, (web) => ({ tier: { ...web.tier, ...change } }));
const replicas = (count: number): Plan =>
  withWeb(({ placements }) => ({ placements: placements.map((each) => ({ ...each, replicas: count })) }));

test('unchanged it holds, and runs in two or three of four regions', () => {
  expect(faultsOf(plan)).toBe('');
  expect(used.length).toBeGreaterThan(1);
  expect(unused.length).toBeGreaterThan(0);
});

test.each<[string, Plan]>([
  ['web: runs in', geo({ minRegions: 4, maxRegions: 4 })],
  ['web: may not run in', geo({ candidates: unused })],
  ['web: may not run in', geo({ residency: ['JP'] })],
  ['web: may not run in', tier({ minZones: 9 })],
  ['replicas in', replicas(99.5)],
  ['replicas in', replicas(1)],
  ['replicas in', tier({ minReplicas: 1000 })],
  ['there is room for', asked({ planner: { ...plan.model.planner, targetUtilisation: 0.05 } })],
  ['is served where it does not run', withWeb(({ placements }) => ({ placements: placements.slice(1) }))],
  ['served nowhere, or twice', withWeb(({ userFlows }) => ({ userFlows: [...userFlows, ...userFlows] }))],
  ['served nowhere, or twice', withWeb(({ userFlows }) => ({ userFlows: userFlows.slice(1) }))],
  ['is not what the model says', withWeb(({ userFlows }) => ({ userFlows: offsetting(userFlows) }))],
  ['proof: ', { ...plan, proof: plan.proof === 'optimal' ? 'bound' : 'optimal' }],
  ['proof: ', { ...plan, proof: 'none' }],
])('%s', (fault, changed) => {
  expect(faultsOf(changed)).toContain(fault);
});

/** Some requests more there, and as many less: every sum is right. */
function offsetting(flows: Workload['userFlows']): Workload['userFlows'] {
  return [...flows, ...flows.map((flow) => ({ ...flow, requestsPerSecond: -flow.requestsPerSecond })), ...flows];
}

test('regions that share failure domains, directly or through others, are one to a spread', () => {
  const shared: Record<string, string[]> = { london: ['a'], lagos: ['a', 'b'], frankfurt: ['b', 'c'], tokyo: ['c'] };
  const spread = { over: 'domain', min: 2 } as const;
  const chained = asked(
    {},
    (web) => ({ geo: { ...web.geo, spread } }),
    ({ id }) => ({ failureDomains: shared[id] ?? [] }),
  );
  expect(faultsOf(chained)).toBe('web: lies in 1 distinct values, 2 domain are asked for');
  const apart = asked(
    {},
    (web) => ({ geo: { ...web.geo, spread } }),
    ({ id }) => ({ failureDomains: [id] }),
  );
  expect(faultsOf(apart)).toBe('');
});

test('a shadow price that stands twice is refused', () => {
  const coverage = [1, 2].map((slowRequestUsd) => ({ service: 'web', slowRequestUsd }));
  expect(() => faultsOf({ ...plan, certificate: { ...plan.certificate, coverage } })).toThrow('repeated');
});

test('of calls in a circle, those against the order of placement bring no load to either side', () => {
  const circle = planOf(
    stack(
      [london, lagos],
      { web: { language: 'rust', public: true, calls: ['api'] }, api: { language: 'go', calls: ['web'] } },
      [{ id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 900 }],
    ),
  );
  expect(circle.model.calls).toHaveLength(2);
  expect(verifyPlan(circle).faults).toEqual([]);
});

const sparse = (perRequest: number, requestsPerSecond: number): Plan =>
  planOf(
    stack(
      [london, lagos, tokyo],
      {
        web: { language: 'rust', public: true, geo: { regions: { min: 3 } }, calls: [{ service: 'api', perRequest }] },
        api: { language: 'go', calls: ['store'] },
        store: { language: 'go' },
      },
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id, at) => ({
        id,
        lat: 60 - 15 * at,
        lng: 30 * at,
        requestsPerSecond: requestsPerSecond * (1 + at / 7),
      })),
    ),
  );

test.each([
  [1, 0.004],
  [100, 0.37],
  [10_000, 3.7],
])(
  'with %p calls for each of few requests what rounding hides is no fault, and a missing flow is',
  (perRequest, rate) => {
    const few = sparse(perRequest, rate);
    expect(faultsOf(few)).toBe('');
    const workloads = few.workloads.map((each) => ({ ...each, userFlows: each.userFlows.slice(1) }));
    expect(faultsOf({ ...few, workloads })).toContain('requests/s of users are served nowhere');
  },
);
