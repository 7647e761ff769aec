const counts = ['killed', 'timeout', 'survived', 'untested'];
const columns = ['mutants', ...counts];
const heading = '| Folder | Mutants | Drawn | Killed | Timeout | Survived | Untested | Score |';

/** The rows of folders on a page that `mutationPage` wrote, by folder. */
export function readRows(page) {
  const cells = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const rows = cells.filter(([, folder = '']) => /^`[^`]+`$/.test(folder));
  return new Map(
    rows.map(([, quoted, mutants, , ...figures]) => {
      const folder = quoted.slice(1, -1);
      return [folder, Object.fromEntries(columns.map((name, at) => [name, Number([mutants, ...figures][at])]))];
    }),
  );
}

const drawnOf = (row) => counts.reduce((sum, name) => sum + row[name], 0);

function line(name, row) {
  const drawn = drawnOf(row);
  const score = (row.killed + row.timeout) / drawn;
  const error = 1.96 * Math.sqrt((score * (1 - score) * (1 - drawn / row.mutants)) / drawn);
  const range = drawn < row.mutants ? ` ± ${(100 * error).toFixed(1)}` : '';
  return `| ${[name, row.mutants, drawn, ...counts.map((count) => row[count]), `${(100 * score).toFixed(1)}${range} %`].join(' | ')} |`;
}

function sum(rows) {
  return Object.fromEntries(columns.map((name) => [name, rows.reduce((total, row) => total + row[name], 0)]));
}

/** One line for each measured one of `folders`, and one for the whole of each layer. */
export function mutationPage(folders, rows) {
  const measured = folders.filter((folder) => rows.has(folder));
  const layers = ['lib/geo', 'lib/plan'].flatMap((layer) => {
    const own = measured.filter((folder) => folder === layer || folder.startsWith(`${layer}/`));
    return own.length === 0 ? [] : [line(`${layer}, all`, sum(own.map((folder) => rows.get(folder))))];
  });
  const missing = folders.filter((folder) => !rows.has(folder)).map((folder) => `\`${folder}\``);
  return `# Mutation scores

Which faults would the tests notice? Stryker breaks the code one expression at a time, and the tests run against each such
mutant. Killed: a test failed. Timeout: the tests did not end, which is noticed as well. Survived: all passed. Untested: no
test reaches the place. The score is the share of killed and timeout; where only some of the mutants were drawn (by a hash of
their place), with its 95 % interval. Only the tests named for a folder run, so what other tests would notice counts as survived.
Mutants that act when a module is loaded (constants, tables) are left out.

\`node scripts/mutation.mjs [share=0.1] [folder ...]\` measures anew; it is no part of \`npm test\`.

${[heading, '| - | -: | -: | -: | -: | -: | -: | -: |', ...measured.map((folder) => line(`\`${folder}\``, rows.get(folder))), ...layers].join('\n')}
${missing.length > 0 ? `\nNot measured: ${missing.join(', ')}.\n` : ''}`;
}
