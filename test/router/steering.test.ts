import fc from 'fast-check';
import { compileRoutes } from '../../lib/router/compile';
import { steeringRows } from '../../lib/router/passes/steering';
import { integerWeights } from '../../lib/router/passes/weights';
import { planModel } from '../../lib/plan/plan-model';
import { fixed, topologyOf } from '../topology/support/random-sites';
import { arbitraryStack, stackOf, type Stack } from './support/stacks';
import { tightRooms } from './support/tight-rooms';

const stacks = fc
  .integer({ min: 0, max: 2 })
  .chain((survive) => arbitraryStack(['star', 'bus', 'ring', 'mesh', 'hybrid'], survive));

test('integer weights sum to 100 and each is within 1 of its exact share', () => {
  const parts = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(parts, (given) => {
      const total = given.reduce((sum, part) => sum + part, 0);
      const weights = integerWeights(given);
      expect(weights.every(Number.isInteger)).toBe(true);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(total === 0 ? 0 : 100);
      for (const [index, weight] of weights.entries())
        expect(Math.abs(weight - (total === 0 ? 0 : ((given[index] ?? 0) / total) * 100))).toBeLessThan(1);
    }),
    { ...fixed, numRuns: 500 },
  );
});

test('a row lists every copy exactly once, and no region that does not run the service', () => {
  fc.assert(
    fc.property(stacks, ({ model, plan }) => {
      for (const { service, tiers } of steeringRows(model, plan)) {
        const copies = plan.workloads.find((each) => each.service === service)?.placements.map(({ region }) => region);
        expect(tiers.flatMap((tier) => tier.members.map(({ site }) => site)).toSorted()).toEqual(copies);
      }
    }),
    fixed,
  );
});

test('there is one row for every region that runs a caller and every service called there', () => {
  fc.assert(
    fc.property(stacks, ({ model, plan }) => {
      const runs = (id: string): string[] =>
        plan.workloads.find(({ service }) => service === id)?.placements.map(({ region }) => region) ?? [];
      const wanted = model.calls.flatMap(({ from, to }) => runs(from).map((source) => `${source} ${to}`));
      expect(steeringRows(model, plan).map(({ source, service }) => `${source} ${service}`)).toEqual(
        [...new Set(wanted)].sort(),
      );
    }),
    fixed,
  );
});

test("the first tier has the plan's shares of this source's calls, to within one hundredth", () => {
  fc.assert(
    fc.property(stacks, ({ model, plan }) => {
      for (const { source, service, tiers } of steeringRows(model, plan)) {
        const flows =
          plan.workloads.find((each) => each.service === service)?.callFlows.filter(({ from }) => from === source) ??
          [];
        const total = flows.reduce((sum, flow) => sum + flow.requestsPerSecond, 0);
        if (total === 0) continue;
        const planned = new Map<string, number>();
        for (const { to, requestsPerSecond } of flows)
          planned.set(to, (planned.get(to) ?? 0) + (requestsPerSecond / total) * 100);
        const weights = new Map(tiers[0]?.members.map(({ site, weight }) => [site, weight]));
        expect([...weights.keys()].every((site) => planned.has(site))).toBe(true);
        for (const [site, share] of planned) expect(Math.abs((weights.get(site) ?? 0) - share)).toBeLessThan(1);
      }
    }),
    fixed,
  );
});

test('without any load the first tier is the nearest copy, and later tiers never come closer', () => {
  const { model, plan } = stackOf({
    points: [
      [0, 0],
      [100, 0],
      [110, 0],
      [300, 0],
    ],
    topology: topologyOf('mesh', 0),
    copies: [[1, 2, 3], [0], [0]],
    rates: [0],
    survive: 0,
    egress: 'envoy',
  });
  const row = steeringRows(model, plan).find(({ source, service }) => source === 's0' && service === 'api');
  expect(row?.tiers.map(({ members }) => members)).toEqual([
    [{ site: 's1', weight: 100 }],
    [{ site: 's2', weight: 100 }],
    [{ site: 's3', weight: 100 }],
  ]);
});

test('a row takes the smallest timeout of its calls and is replay-safe only if all of them are', () => {
  const { model, plan } = stackOf({
    points: [
      [0, 0],
      [100, 0],
    ],
    topology: topologyOf('mesh', 0),
    copies: [[0], [1], [0]],
    rates: [1],
    survive: 0,
    egress: 'envoy',
  });
  const rowOf = (calls: typeof model.calls): unknown[] =>
    steeringRows({ ...model, calls }, plan)
      .filter(({ service }) => service === 'engine')
      .map(({ timeoutMs, replaySafe }) => [timeoutMs, replaySafe]);
  expect(rowOf(model.calls)).toEqual([[300, true]]);
  expect(rowOf(model.calls.map((call) => Object.assign({}, call, { idempotent: call.from === 'api' })))).toEqual([
    [300, false],
  ]);
});

test("where one region serves a row's calls, the next tier has the plan's shares once it is lost, and every region then has room", () => {
  const seen = { rows: 0, split: 0 };
  fc.assert(
    fc.property(tightRooms, ({ model, rate, cpus }) => {
      const { plan } = planModel(model);
      const row = plan && steeringRows(model, plan).find(({ service }) => service === 'api');
      const [only, ...others] = row?.tiers[0]?.members ?? [];
      if (plan === null || only === undefined || others.length > 0) return;
      const loss = plan.failures.find(({ kind, name }) => kind === 'region' && name === only.site);
      if (loss?.feasible !== true) return;
      const members = row?.tiers[1]?.members ?? [];
      for (const { to, share } of loss.reroutes)
        expect(Math.abs((members.find(({ site }) => site === to)?.weight ?? 0) - 100 * share)).toBeLessThan(1);
      for (const { site, weight } of members) {
        const replicas = Math.ceil((((weight - 1) / 100) * rate) / 100 - 1e-6);
        const cpu = cpus[Number(site.slice(1))] ?? 0;
        expect(replicas + 1).toBeLessThanOrEqual(cpu);
      }
      seen.rows += 1;
      seen.split += members.length > 1 ? 1 : 0;
    }),
    { ...fixed, numRuns: 60 },
  );
  expect(seen.split).toBeGreaterThan(5);
  expect(seen.rows - seen.split).toBeGreaterThan(5);
});

test('a row whose second tier is its own region passes the router: the region is no first choice', () => {
  const { model, plan } = stackOf({
    points: [
      [0, 0],
      [100, 0],
    ],
    topology: topologyOf('mesh', 0),
    copies: [[0, 1], [0], [0]],
    // Calls of frontend to api (the second kind of calls) from s0 to s1.
    rates: [...Array.from({ length: 50 }, () => 0), 1],
    survive: 0,
    egress: 'envoy',
  });
  const loss = {
    kind: 'region',
    name: 's1',
    lost: ['s1'],
    feasible: true,
    unserved: [],
    missing: [],
    meanLatencyMs: 0,
    worstLatencyMs: 0,
    slo: [],
    maxUtilisation: null,
    movedShare: 1,
    takeover: [],
    reroutes: [{ service: 'api', from: 's0', to: 's0', share: 1 }],
    shortfall: null,
    repair: null,
  } as const;
  const { routes } = compileRoutes(model, { ...plan, failures: [loss] });
  expect(routes?.steering.find(({ service }) => service === 'api')).toMatchObject({
    way: 'router',
    tiers: [{ members: [{ site: 's1', weight: 100 }] }, { members: [{ site: 's0', weight: 100 }] }],
  });
});

function permuted({ model, plan }: Stack): Stack {
  return {
    model: { ...model, regions: model.regions.toReversed(), calls: model.calls.toReversed() },
    plan: {
      ...plan,
      workloads: plan.workloads.map((each) => Object.assign({}, each, { callFlows: each.callFlows.toReversed() })),
    },
  };
}

test('the order of calls and flows has no influence on the rows', () => {
  fc.assert(
    fc.property(stacks, (stack) => {
      const other = permuted(stack);
      expect(steeringRows(other.model, other.plan)).toEqual(steeringRows(stack.model, stack.plan));
    }),
    fixed,
  );
});

test('each region that others enter without an address is one error that names it and its callers', () => {
  const { model, plan } = stackOf({
    points: [
      [0, 0],
      [100, 0],
      [200, 0],
    ],
    topology: topologyOf('mesh', 0),
    copies: [[1, 2], [1], [0]],
    rates: [1],
    survive: 0,
    egress: 'envoy',
  });
  const regions = model.regions.map((region) => Object.assign({}, region, { gateway: null }));
  const { routes, diagnostics } = compileRoutes({ ...model, regions }, plan);
  expect(routes).toBeNull();
  expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
    ['router/missing-gateway', 'regions/s1/gateway'],
    ['router/missing-gateway', 'regions/s2/gateway'],
  ]);
  expect(diagnostics[0]?.message).toContain('calls from "s0", "s2" must enter the region "s1"');
});

test('a call that has no way over the pairs of a p2p topology is an error that names both ends', () => {
  const { model, plan } = stackOf({
    points: [
      [0, 0],
      [100, 0],
      [200, 0],
    ],
    topology: topologyOf('p2p', 0, { links: [['s0', 's1']] }),
    copies: [[2], [2], [0, 1]],
    rates: [1],
    survive: 0,
    egress: 'envoy',
  });
  const { routes, diagnostics } = compileRoutes(model, plan);
  expect(routes).toBeNull();
  expect(diagnostics.map(({ message }) => message)).toEqual([
    expect.stringContaining('already "s0" cannot reach "s2"'),
    expect.stringContaining('already "s1" cannot reach "s2"'),
  ]);
});
