import { readPlan } from '../../lib/plan/verify/read-plan';

test.each<[string, unknown]>([
  ['alone', { kind: 'plan', version: 3, services: [] }],
  ['as the only one that was printed', { plans: [{ kind: 'plan', version: 3, services: [] }] }],
])('a plan is read %s', (_, document) => {
  const { plan, diagnostics } = readPlan(JSON.stringify(document), 'plan.json');
  expect(plan).toEqual({ kind: 'plan', version: 3, services: [] });
  expect(diagnostics).toEqual([]);
});

test.each<[unknown, string]>([
  [7, 'JSON of another kind'],
  ['plan', 'JSON of another kind'],
  [null, 'JSON of another kind'],
  [[], 'JSON of another kind'],
  [{}, 'JSON of another kind'],
  [{ version: 3 }, 'JSON of another kind'],
  [{ plans: 1 }, 'JSON of another kind'],
  [{ plans: [null] }, 'JSON of another kind'],
  [{ kind: 'plan', version: 2 }, 'a plan of version 2'],
  [{ kind: 'plan', version: '3' }, 'a document of kind "plan"'],
  [{ kind: 'plan' }, 'a document of kind "plan"'],
  [{ kind: 'answers', version: 3 }, 'a document of kind "answers"'],
  [{ kind: 'x'.repeat(50) }, `a document of kind "${'x'.repeat(40)}"`],
  [{ plans: [] }, '0 plans'],
  [
    {
      plans: [
        { kind: 'plan', version: 3 },
        { kind: 'plan', version: 3 },
      ],
    },
    '2 plans',
  ],
  [{ plans: [{ kind: 'plan', version: 9 }] }, 'a plan of version 9'],
])('%j is no plan but %s', (document, found) => {
  const { plan, diagnostics } = readPlan(JSON.stringify(document), 'a.json');
  expect(plan).toBeNull();
  expect(diagnostics.map(({ code, message, origin }) => [code, message.split(', not one')[0], origin])).toEqual([
    ['verify/not-a-plan', `"a.json" holds ${found}`, { file: 'a.json', line: 1, col: 1 }],
  ]);
});

test('of text that is no JSON the place of the fault is told', () => {
  const { plan, diagnostics } = readPlan('{"kind":\n "plan" "version"}', 'a.json');
  expect(plan).toBeNull();
  expect(diagnostics.map(({ code, origin }) => [code, origin])).toEqual([
    ['instance/bad-json', { file: 'a.json', line: 2, col: 9 }],
  ]);
  expect(diagnostics[0]?.message).toContain('obinexus synth --emit plan');
});
