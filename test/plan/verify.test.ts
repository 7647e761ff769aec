import { canonicalJson } from '../../lib/model/canonical-json';
import { sha256Hex } from '../../lib/model/sha256';
import type { Plan } from '../../lib/plan/plan';
import { float32ToBase64 } from '../../lib/plan/base64';
import { readPlan } from '../../lib/plan/verify/read-plan';
import { verifyPlan } from '../../lib/plan/verify/verify-plan';
import { frankfurt, lagos, london, planOf, stack, tokyo } from './support/tiny-specs';

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
  expect(Math.abs(lowerBound - plan.lowerBound)).toBeLessThan(0.02);
  expect(plan.certificate.calls.map(({ service }) => service).toSorted()).toEqual(['api', 'store']);
});

test('no single changed value of a plan passes', () => {
  const passed = changedPaths().filter((_, index) => verdict(changedPlan(index)));
  expect(passed).toEqual([]);
});

test('where services run, who is served where, cost, bound and proof are refuted even under a new digest', () => {
  const decides =
    /^\/(inputDigest|objective\/total|lowerBound|gap|workloads\/\d+\/(service|placements\/\d+\/(region|share|requestsPerSecond)|(userFlows|callFlows)\/\d+\/\w+|objective\/total)|regions\/\d+\/used\w+|certificate\/(users|calls)\/\d+\/service)$/;
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
