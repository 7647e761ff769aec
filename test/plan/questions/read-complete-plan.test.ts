import { canonicalJson } from '../../../lib/model/canonical-json';
import { sha256Hex } from '../../../lib/model/sha256';
import { readCompletePlan } from '../../../lib/plan/questions/read-complete-plan';
import { place, planOf, stack } from '../support/tiny-specs';

const plan = planOf(
  stack([place('near', 0, 0), place('far', 0, 40)], { api: { language: 'go', public: true } }, [
    { id: 'here', lat: 0, lng: 1, requestsPerSecond: 90 },
  ]),
);

/** A copy with the value at a path replaced; `undefined` removes it. */
function withValue(path: string, value: unknown): string {
  const copy = JSON.parse(JSON.stringify(plan)) as Record<string, unknown>;
  const names = path.split('/');
  const last = names.pop() ?? '';
  const parent = names.reduce((at, name) => at[name] as Record<string, unknown>, copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return JSON.stringify(copy);
}

test('a plan as it was made reads back equal', () => {
  const { plan: read, diagnostics } = readCompletePlan(JSON.stringify(plan), 'plan.json');
  expect(diagnostics).toEqual([]);
  expect(read).toEqual(plan);
});

test.each([
  ['objective/total', 'a number', null],
  ['objective/latency', 'a number', 'x'],
  ['objective/compute', 'a number', undefined],
  ['objective/egress', 'a number', []],
  ['failures', 'a list', {}],
  ['failures/0/kind', 'a text', 1],
  ['failures/0/name', 'a text', undefined],
  ['failures/0/feasible', 'true or false', 'yes'],
  ['workloads/0/service', 'a text', 7],
  ['workloads/0/placements', 'a list', 'none'],
  ['workloads/0/placements/0/region', 'a text', null],
  ['workloads/0/placements/0/replicas', 'a number', '2'],
  ['workloads/0/placements/0/requestsPerSecond', 'a number', undefined],
  ['workloads/0/userFlows', 'a list', undefined],
  ['workloads/0/userFlows/0/demand', 'a text', 1],
  ['workloads/0/userFlows/0/region', 'a text', undefined],
  ['workloads/0/userFlows/0/requestsPerSecond', 'a number', true],
  ['workloads/0/userFlows/0/latencyMs', 'a number', {}],
])('without %s, which is %s, it is refused by that name and at the start of the file', (path, expected, value) => {
  const { plan: read, diagnostics } = readCompletePlan(withValue(path, value), 'plan.json');
  expect(read).toBeNull();
  expect(diagnostics.map(({ code, path: at, origin }) => [code, at, origin])).toEqual([
    ['question/incomplete-plan', path, { file: 'plan.json', line: 1, col: 1 }],
  ]);
  expect(diagnostics[0]?.message).toContain(expected);
});

test('several faults are all told, of each list the first', () => {
  const copy = JSON.parse(withValue('objective/total', null)) as Record<string, unknown>;
  copy['failures'] = [{}, {}];
  expect(readCompletePlan(JSON.stringify(copy), 'plan.json').diagnostics.map(({ path }) => path)).toEqual([
    'objective/total',
    'failures/0/kind',
    'failures/0/name',
    'failures/0/feasible',
  ]);
  copy['objective'] = null;
  copy['workloads'] = [null];
  expect(readCompletePlan(JSON.stringify(copy), 'plan.json').diagnostics.map(({ path }) => path)).toContain(
    'objective/egress',
  );
});

test('a changed plan is refused with both digests, a plan with a digest of its own is read', () => {
  const text = withValue('objective/total', 1);
  const { plan: read, diagnostics } = readCompletePlan(text, 'plan.json');
  const { digest, ...content } = JSON.parse(text) as { digest: string };
  const actual = sha256Hex(canonicalJson(content));
  expect([read, diagnostics.map(({ code }) => code)]).toEqual([null, ['question/changed-plan']]);
  expect(diagnostics[0]?.message).toContain(digest.slice(0, 12));
  expect(diagnostics[0]?.message).toContain(actual.slice(0, 12));
  expect(readCompletePlan(JSON.stringify({ ...content, digest: actual }), 'plan.json').plan?.objective.total).toBe(1);
});
