import { runCli } from '../../../cli/run-cli';
import { memoryHost } from '../support/memory-host';

/** A path of three vertices: the middle one is the median. */
const path = '3 2 1\n1 2 4\n2 3 6\n';
const warehouse = '2 2\n10 5.\n10 7\n4\n1 2\n4\n3 1.\n';

async function solve(
  text: string | undefined,
  ...words: string[]
): Promise<{ exitCode: number; data: string; messages: string }> {
  const host = memoryHost(text === undefined ? {} : { 'x.txt': text });
  return { exitCode: await runCli(['plan', 'solve', 'x.txt', ...words], host), ...host.printed };
}

test('prints cost, bound, gap, proof and the sites as the file counts them', async () => {
  const { exitCode, data, messages } = await solve(path, '--format', 'orlib-pmed');
  expect([exitCode, messages]).toEqual([0, '']);
  expect(data).toMatchInlineSnapshot(`
   "3 rows, 3 sites, p-median, p = 1
   cost  lower bound      gap  proof    nodes
   ──────────────────────────────────────────
     10           10  0.0000%  optimal      1
   ──────────────────────────────────────────

   Proved optimal: no solution costs less.
   Open sites, counted from 1 (1): 2
   "
  `);
});

test('as JSON it is one document with the whole result, indices from 0', async () => {
  const { data } = await solve(warehouse, '--format', 'orlib-cap', '--json');
  expect(JSON.parse(data)).toMatchObject({
    command: 'plan solve',
    exitCode: 0,
    diagnostics: [],
    problem: { rows: 2, sites: 2 },
    result: { feasible: true, cost: 9, proof: 'optimal', open: [0], assignment: [0, 0] },
  });
});

test('--p opens as many sites as it says', async () => {
  const { data } = await solve(path, '--format', 'orlib-pmed', '--p', '2', '--json');
  expect(JSON.parse(data)).toMatchObject({ result: { cost: 4, open: [1, 2] } });
});

test.each([
  ['a missing file', undefined, ['--format', 'orlib-pmed'], 3, 'cli/missing-file'],
  ['no format', path, [], 3, 'cli/missing-flag'],
  ['an unknown format', path, ['--format', 'pmed'], 3, 'cli/bad-value'],
  ['more sites than there are', path, ['--format', 'orlib-pmed', '--p', '4'], 3, 'cli/bad-value'],
  ['a file that is cut off', '3 2 1\n1 2 4\n2 3', ['--format', 'orlib-pmed'], 3, 'instance/too-short'],
  ['a file of another format', warehouse, ['--format', 'orlib-pmed'], 3, 'instance/bad-number'],
  ['an empty file', '', ['--format', 'orlib-cap'], 3, 'instance/bad-number'],
  ['too little capacity', '1 1\n3 1\n4\n2\n', ['--format', 'orlib-cap'], 6, 'plan/instance-infeasible'],
  ['vertices that nothing reaches', '3 1 1\n1 2 4\n', ['--format', 'orlib-pmed'], 6, 'plan/instance-infeasible'],
])('%s is refused', async (_, text, words, exitCode, code) => {
  const result = await solve(text, ...words);
  expect([result.exitCode, result.data]).toEqual([exitCode, '']);
  expect(result.messages).toContain(code);
});
