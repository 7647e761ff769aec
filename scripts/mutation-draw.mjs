// Which mutants of some files Stryker would make inside functions, and the share of them that a hash of their place and kind
// chooses. Runs in the scratch copy, where Stryker is: node scripts/mutation-draw.mjs share file ... prints JSON.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { commonTokens } from '@stryker-mutator/api/plugin';
import ts from 'typescript';

/** The same for the checker, which sees the mutants once more. */
export function isDrawn(share, file, { location: { start, end }, mutatorName, replacement }) {
  const place = [start.line, start.column, end.line, end.column].join(':');
  const key = [file, place, mutatorName, replacement].join(' ');
  return createHash('sha256').update(key).digest().readUInt32LE() / 2 ** 32 < share;
}

/** Parts of Stryker, which is there in the scratch copy alone. */
const parts = ['@stryker-mutator/instrumenter', 'typed-inject'];

async function mutantsOf(files) {
  const [{ createInstrumenter }, { createInjector }] = await Promise.all(parts.map((name) => import(name)));
  const quiet = () => {};
  const logger = { isDebugEnabled: () => false, debug: quiet, info: quiet, warn: quiet, error: quiet };
  const instrumenter = createInjector().provideValue(commonTokens.logger, logger).injectFunction(createInstrumenter);
  const inputs = files.map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') }));
  const { mutants } = await instrumenter.instrument(inputs, { plugins: null, excludedMutations: [], ignorers: [] });
  return mutants;
}

/** By file: the spans of its functions. What is outside of them acts when the module is loaded. */
function functionsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const spans = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node)) spans.push([node.getStart(), node.end]);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return ({ line, column }) => {
    const at = source.getPositionOfLineAndCharacter(line, column);
    return spans.some(([from, to]) => at > from && at < to);
  };
}

if (process.argv[1]?.endsWith('mutation-draw.mjs')) {
  const [share, ...files] = process.argv.slice(2);
  const inFunction = new Map(files.map((file) => [file, functionsOf(file)]));
  const mutants = (await mutantsOf(files)).filter(({ fileName, location }) => inFunction.get(fileName)(location.start));
  const ranges = mutants
    .filter((mutant) => isDrawn(Number(share), mutant.fileName, mutant))
    .map(({ fileName, location: { start, end } }) => {
      return `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
    });
  console.log(JSON.stringify({ mutants: mutants.length, ranges: [...new Set(ranges)] }));
}
