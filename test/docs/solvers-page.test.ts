import { readFileSync, writeFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { runCli } from '../../cli/run-cli';
import * as planner from '../../lib/plan/index';
import { memoryHost } from '../cli/support/memory-host';

const root = join(__dirname, '../..');
const page = join(root, 'docs/solvers.md');

/** What a program of the page prints. */
function printed(program: string): string {
  let text = '';
  const log = (...values: unknown[]): void => {
    text += `${values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')}\n`;
  };
  const globals = { require: () => planner, console: { log }, Float64Array };
  runInContext(program, createContext(globals));
  return text;
}

async function output(line: string, problem: string): Promise<string> {
  const words = line.split(' ').slice(2);
  const file = words[2] ?? '';
  const text = file === 'problem.json' ? problem : readFileSync(join(root, file), 'utf8');
  const host = memoryHost({ [file]: text });
  expect(await runCli(words, host)).toBe(0);
  return host.printed.data;
}

/** The page with every output replaced by the real one; those that take long are left as they are. */
async function refreshed(text: string): Promise<string> {
  const problem = /```json\n([^]*?)```/.exec(text)?.[1] ?? '';
  const program = /```js\n([^]*?)```/.exec(text)?.[1] ?? '';
  let fresh = text.replace(/(```text\n)[^]*?```/, (_, start: string) => `${start}${printed(program)}\`\`\``);
  for (const [block, line = ''] of text.matchAll(/(?<!<!-- long -->\n\n)```console\n(\$ .*)\n[^]*?```/g))
    fresh = fresh.replace(block, `\`\`\`console\n${line}\n${await output(line, problem)}\`\`\``);
  return fresh;
}

test('the outputs of docs/solvers.md are what its programs and commands print', async () => {
  const text = readFileSync(page, 'utf8');
  const fresh = await refreshed(text);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(page, fresh);
  expect(readFileSync(page, 'utf8')).toBe(fresh);
});
