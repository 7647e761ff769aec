import fc from 'fast-check';
import { canonicalJson } from '../../lib/model/canonical-json';
import { sha256Hex } from '../../lib/model/sha256';
import type { Plan } from '../../lib/plan/plan';
import { float32ToBase64 } from '../../lib/plan/base64';
import { planModel } from '../../lib/plan/plan-model';
import { previousOf } from '../../lib/plan/moves';
import { statedBound } from '../../lib/plan/questions/stated-bound';
import { readPlan } from '../../lib/plan/verify/read-plan';
import { verifyPlan } from '../../lib/plan/verify/verify-plan';
import { frankfurt, lagos, london, modelOf, planOf, spread, stack, tinySpec, tokyo } from './support/tiny-specs';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const capacity = { cpu: 24, memoryGiB: 96 };
const plan = planOf(
  stack(
    [london, tokyo, lagos, frankfurt].map((region) => Object.assign({ capacity }, region)),
    {
      web: {
        language: 'rust',
        public: true,
        geo: { maxLatencyMs: 150, coverage: 0.8 },
        calls: [{ service: 'api', perRequest: 2 }],
      },
      api: { language: 'go', geo: { regions: { max: 2 } }, calls: ['store'] },
      store: { language: 'go', geo: { regions: { max: 1 } } },
    },
    [
      { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 900 },
      { id: 'osaka', lat: 34.7, lng: 135.5, requestsPerSecond: 600 },
      { id: 'accra', lat: 5.6, lng: -0.2, requestsPerSecond: 300 },
    ],
  ),
);

const copy = (): Plan => JSON.parse(JSON.stringify(plan)) as Plan;

/** With the digest that fits: what an author of a false plan would do. */
function signed(changed: Plan): Plan {
  const { digest: _, ...content } = changed;
  return { ...content, digest: sha256Hex(canonicalJson(content)) };
}

/** Every single change of a value below `node`, as a function that makes it. */
function* changes(node: Json, path: string): Generator<readonly [string, () => void]> {
  if (node === null || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    const holder = node as { [key: string]: Json };
    const at = `${path}/${key}`;
    if (typeof value === 'number') yield [at, () => (holder[key] = value + Math.max(1, Math.abs(value) * 0.01))];
    else if (typeof value === 'string') yield [at, () => (holder[key] = `${value}x`)];
    else if (typeof value === 'boolean') yield [at, () => (holder[key] = !value)];
    else if (value === null) yield [at, () => (holder[key] = 1)];
    else yield* changes(value, at);
  }
}

function changedPaths(): string[] {
  return [...changes(copy() as unknown as Json, '')].map(([path]) => path);
}

/** The plan with its `index`-th value changed. */
function changedPlan(index: number): Plan {
  const changed = copy();
  const [, change] = [...changes(changed as unknown as Json, '')][index] as readonly [string, () => void];
  change();
  return changed;
}

function verdict(changed: Plan): boolean {
  try {
    return verifyPlan(changed).valid;
  } catch {
    return false;
  }
}

test('a plan of the planner holds: its cost and bound are found again from the model, flows and multipliers', () => {
  const { valid, faults, cost, lowerBound } = verifyPlan(copy());
  expect({ valid, faults }).toEqual({ valid: true, faults: [] });
  expect(Math.abs(cost - plan.objective.total)).toBeLessThan(0.05);
  expect(plan.lowerBound).toBe(Math.floor(lowerBound * 100) / 100);
  expect(plan.certificate.calls.map(({ service }) => service).toSorted()).toEqual(['api', 'store']);
});

test.each([1e-9, 1e-3, 1e6])('a plan for %p requests/s and for a place without users holds', (requestsPerSecond) => {
  const users = [
    { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond },
    { id: 'accra', lat: 5.6, lng: -0.2, requestsPerSecond: 0 },
  ];
  const few = planOf(
    stack([london, lagos], { web: { language: 'rust', public: true, calls: ['api'] }, api: { language: 'go' } }, users),
  );
  const { faults, lowerBound } = verifyPlan(few);
  expect(faults).toEqual([]);
  expect(lowerBound).toBeLessThanOrEqual(few.objective.total + 0.02);
});

test('the checker finds the bound of the planner again to the last bit, with room, objectives, moves and two callers', () => {
  const geo = fc
    .record({ ms: fc.integer({ min: 150, max: 400 }), coverage: spread(0.3, 0.9) })
    .map(({ ms, coverage }) => ({ maxLatencyMs: ms, coverage, regions: { max: 3 } }));
  const cpus = fc.integer({ min: 10, max: 60 });
  // Waiting is cheap, so that the objectives are what decides.
  const planner = { waitingUsdPerHour: 0.01 };
  let calls = 0;
  let moves = 0;
  const priced = { room: 0, coverage: 0, exact: 0 };
  fc.assert(
    fc.property(tinySpec({ geo, cpus, minRegions: 3 }), spread(0.2, 0.9), (spec, perRequest) => {
      const { a, c } = spec.services ?? {};
      if (a === undefined) throw new Error('a');
      const both = [...(a.calls ?? []), ...(c === undefined ? [] : [{ service: 'c', perRequest }])];
      const model = modelOf({ ...spec, services: { ...spec.services, a: { ...a, calls: both } }, planner });
      const { plan: first } = planModel(model);
      if (first === null) return;
      const previous = { ...previousOf(first, 17.3), placements: [{ service: 'a', regions: ['r0', 'r1'] }] };
      for (const each of [first, planModel(model, { previous }).plan]) {
        if (each === null) continue;
        const { lowerBound, faults } = verifyPlan(each);
        expect(faults).toEqual([]);
        expect(lowerBound).toBe(statedBound(each).lowerBound);
        expect(lowerBound % each.certificate.quantumUsd).toBe(0);
        calls = Math.max(calls, each.model.calls.length);
        moves += each.from === undefined ? 0 : 1;
        priced.room += each.certificate.room.length;
        priced.coverage += each.certificate.coverage.length;
        priced.exact += each.lowerBound === Math.floor(lowerBound * 100) / 100 ? 1 : 0;
      }
    }),
    { seed: 5, numRuns: 9 },
  );
  expect(calls).toBe(3);
  for (const seen of [moves, priced.room, priced.coverage, priced.exact]) expect(seen).toBeGreaterThan(3);
});

test.each([
  ['quantum: no power of two', { quantumUsd: 0.3 }],
  ['quantum: no power of two', { quantumUsd: -1 }],
  ['quantum: too fine', { quantumUsd: 2 ** -60 }],
  ['users: wrong number', { users: [] }],
  ['unknown or repeated name', { coverage: [{ service: 'nobody', slowRequestUsd: 1 }] }],
  ['calls, coverage: wrong sign', { coverage: [{ service: 'web', slowRequestUsd: -1 }] }],
  [
    'calls, coverage: wrong sign',
    {
      calls: [{ service: 'api', multipliers: float32ToBase64(Float32Array.of(-1, -1, -1, -1)) }],
      classes: float32ToBase64(new Float32Array(3)),
    },
  ],
  ['calls: wrong number', { calls: [{ service: 'api', multipliers: float32ToBase64(Float32Array.of(1)) }] }],
  ['room: wrong sign', { room: [{ region: 'tokyo', cpuMilliUsd: -1, memoryMiBUsd: 0 }] }],
  ['classes', { classes: float32ToBase64(Float32Array.of(0, 1e9, 0)) }],
])('a certificate is refused: %s', (fault, part) => {
  const changed = copy();
  expect(() => verifyPlan({ ...changed, certificate: { ...changed.certificate, ...part } })).toThrow(fault);
});

test('a workload of no service, and requests sent where a hard objective is missed, are refuted', () => {
  const [web] = plan.workloads;
  if (web === undefined) throw new Error('web');
  const more = signed({ ...copy(), workloads: [...plan.workloads, { ...web, service: 'nobody' }] });
  expect(verifyPlan(more).faults).toEqual([expect.stringContaining('workloads')]);
  const services = plan.model.services.map((each) => ({
    ...each,
    geo: { ...each.geo, maxLatencyMs: 30, coverage: 1 },
  }));
  const model = { ...plan.model, services };
  const { faults, cost } = verifyPlan(signed({ ...copy(), model, inputDigest: sha256Hex(canonicalJson(model)) }));
  expect(cost).toBe(Infinity);
  expect(faults.join()).toMatch(/web: .* miss the objective, 0 may/);
  expect(faults.join()).toContain('objective: ');
});

test('a coarser quantum gives a weaker bound that is still one, and is not the one that is stated', () => {
  const certificate = { ...plan.certificate, quantumUsd: 1 };
  const { lowerBound, faults } = verifyPlan(signed({ ...copy(), certificate }));
  expect(lowerBound).toBeLessThan(plan.lowerBound);
  expect(lowerBound).toBeGreaterThan(plan.lowerBound - 60);
  expect(faults).toEqual([expect.stringContaining('lowerBound')]);
});

test('no single changed value of a plan passes', () => {
  const passed = changedPaths().filter((_, index) => verdict(changedPlan(index)));
  expect(passed).toEqual([]);
});

test('where services run, who is served where, cost, bound and proof are refuted even under a new digest', () => {
  const decides =
    /^\/(inputDigest|certificate\/quantumUsd|objective\/total|lowerBound|gap|workloads\/\d+\/(service|placements\/\d+\/(region|share|requestsPerSecond)|(userFlows|callFlows)\/\d+\/\w+|objective\/total)|regions\/\d+\/used\w+|certificate\/(users|calls)\/\d+\/service)$/;
  const paths = changedPaths();
  const decisive = paths.filter((path) => decides.test(path));
  expect(decisive.length).toBeGreaterThan(50);
  const passed = decisive.filter((path) => verdict(signed(changedPlan(paths.indexOf(path)))));
  expect(passed).toEqual([]);
});

test('a moved multiplier is noticed under a new digest, because the bound is not the one that is stated', () => {
  const users = plan.certificate.users.map(({ service, multipliers }) => {
    const bytes = Buffer.from(multipliers, 'base64');
    const values = Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4) * 1.01);
    return { service, multipliers: float32ToBase64(values) };
  });
  const { faults } = verifyPlan(signed({ ...copy(), certificate: { ...plan.certificate, users } }));
  expect(faults.join()).toContain('lowerBound');
});

test.each(['{', '[]', '{"kind":"plan","version":1}', '{"plans":[]}'])('%s is not read as a plan', (text) => {
  const { plan: read, diagnostics } = readPlan(text, 'plan.json');
  expect(read).toBeNull();
  expect(diagnostics.map(({ code }) => code)).toEqual([text === '{' ? 'instance/bad-json' : 'verify/not-a-plan']);
});
