const heading = '| File | Mutants | Killed | Timeout | Survived | Untested | Score |';
const counts = ['killed', 'timeout', 'survived', 'untested'];

/** The rows of files on a page that `mutationPage` wrote, by file. */
export function readRows(page) {
  const cells = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const rows = cells.filter(([, file = '']) => /^`[^`]+\.ts`$/.test(file));
  return new Map(
    rows.map(([, quoted, , ...figures]) => {
      const file = quoted.slice(1, -1);
      return [file, { file, ...Object.fromEntries(counts.map((name, at) => [name, Number(figures[at])])) }];
    }),
  );
}

const mutantsOf = (row) => counts.reduce((sum, name) => sum + row[name], 0);
const isBefore = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function line(name, row) {
  const mutants = mutantsOf(row);
  const score = mutants === 0 ? '' : `${((100 * (row.killed + row.timeout)) / mutants).toFixed(1)} %`;
  return `| ${[name, mutants, ...counts.map((count) => row[count]), score].join(' | ')} |`;
}

const folderOf = (file) => (file.startsWith('lib/geo/') ? 'lib/geo' : file.slice(0, file.lastIndexOf('/')));

/** Folders without any figure, with the number of their files; of `measured` folders the files that are missing. */
function missing(files, measured) {
  const names = new Map();
  for (const file of files) {
    const name = measured.has(folderOf(file)) ? file : folderOf(file);
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  return [...names]
    .sort(([a], [b]) => isBefore(a, b))
    .map(([name, count]) => `\`${name}\`${name.endsWith('.ts') ? '' : ` (${count} files)`}`);
}

/** One line for each folder, then for each of `rows`; `unmeasured` are the files that have no figures. */
export function mutationPage(rows, unmeasured) {
  const byFile = [...rows].sort((a, b) => isBefore(a.file, b.file));
  const folders = new Map();
  for (const row of byFile) {
    const sum = folders.get(folderOf(row.file)) ?? Object.fromEntries(counts.map((name) => [name, 0]));
    folders.set(folderOf(row.file), Object.fromEntries(counts.map((name) => [name, sum[name] + row[name]])));
  }
  const table = (lines) => [heading, '| - | -: | -: | -: | -: | -: | -: |', ...lines].join('\n');
  return `# Mutation scores

Which faults would the tests notice? Stryker breaks the code one expression at a time, and the tests run against each such
mutant. Killed: a test failed. Timeout: the tests did not end, which is noticed as well. Survived: all passed. Untested: no
test reaches the place. The score is the share of killed and timeout. Only the fast tests of the very file or folder run, so
what other tests would notice counts as survived. Mutants that act when a module is loaded (constants, tables) are left out.

\`node scripts/mutation.mjs [path ...]\` measures anew; it is no part of \`npm test\`.

## Folders

${table([...folders].map(([folder, sum]) => line(`\`${folder}\``, sum))).replace('| File', '| Folder')}

Not measured: ${missing(unmeasured, folders).join(', ')}.

## Files

${table(byFile.map((row) => line(`\`${row.file}\``, row)))}
`;
}
