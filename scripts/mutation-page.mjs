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

/** The share that was noticed, and the variance of that estimate. */
function scoreOf(row) {
  const drawn = drawnOf(row);
  const noticed = row.killed + row.timeout;
  // Four more, half of them noticed (Agresti and Coull): a few that were all noticed do not make it certain.
  const share = (noticed + 2) / (drawn + 4);
  return {
    score: noticed / drawn,
    variance: (share * (1 - share) * (1 - drawn / row.mutants)) / (drawn + 4),
  };
}

/** Of several folders: each counts by its number of mutants, whatever share of them was drawn. */
function scoreOfAll(rows) {
  const { mutants } = sum(rows);
  const weighted = rows.map((row) => ({ weight: row.mutants / mutants, ...scoreOf(row) }));
  return {
    score: weighted.reduce((total, { weight, score }) => total + weight * score, 0),
    variance: weighted.reduce((total, { weight, variance }) => total + weight ** 2 * variance, 0),
  };
}

function line(name, row, { score, variance }) {
  const drawn = drawnOf(row);
  const range = drawn < row.mutants ? ` ± ${(196 * Math.sqrt(variance)).toFixed(1)}` : '';
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
    const all = own.map((folder) => rows.get(folder));
    return own.length === 0 ? [] : [line(`${layer}, all`, sum(all), scoreOfAll(all))];
  });
  const lines = measured.map((folder) => line(`\`${folder}\``, rows.get(folder), scoreOf(rows.get(folder))));
  const missing = folders.filter((folder) => !rows.has(folder)).map((folder) => `\`${folder}\``);
  return `# Mutation scores

Which faults would the tests notice? Stryker breaks the code one expression at a time, and the tests run against each such
mutant. Killed: a test failed. Timeout: the tests did not end, which is noticed as well. Survived: all passed. Untested: no
test reaches the place. The score is the share of killed and timeout; where only some of the mutants were drawn (by a hash of
their place), with its 95 % interval; in that of a whole layer every folder counts by its number of mutants. Only the tests
named for a folder run, so what other tests would notice counts as survived.
Mutants that act when a module is loaded (constants, tables) are left out.

\`node scripts/mutation.mjs [share=0.1] [folder ...]\` measures anew; it is no part of \`npm test\`.

${[heading, '| - | -: | -: | -: | -: | -: | -: | -: |', ...lines, ...layers].join('\n')}
${missing.length > 0 ? `\nNot measured: ${missing.join(', ')}.\n` : ''}`;
}
