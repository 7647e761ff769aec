import { dirname, extname, join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** How Node is made to run a program: arguments before its path, or undefined when it cannot be run. */
export function loaderArguments(program: string): readonly string[] | undefined {
  if (!/^\.[mc]?ts$/.test(extname(program).toLowerCase())) return [];
  if (runsTypeScript()) return [];
  const found = createRequire(join(dirname(resolve(program)), 'from-here.js'));
  const tsx = resolveFrom(found, 'tsx');
  if (tsx !== undefined) return ['--import', pathToFileURL(tsx).href];
  const tsNode = resolveFrom(found, 'ts-node/register/transpile-only');
  if (tsNode !== undefined) return ['--require', tsNode];
  const typescript = resolveFrom(found, 'typescript');
  if (typescript !== undefined && extname(program) !== '.mts') return ['--require', join(__dirname, 'transpile.js')];
  return undefined;
}

/** Node 22.18 and later remove types by themselves. */
function runsTypeScript(): boolean {
  return Boolean((process.features as { typescript?: string | false }).typescript);
}

function resolveFrom(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}
