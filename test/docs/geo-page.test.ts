import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { runCli } from '../../cli/run-cli';
import * as geo from '../../lib/geo/index';
import { memoryHost } from '../cli/support/memory-host';

const page = join(__dirname, '../../docs/geo.md');
const block = (text: string, language: string): string =>
  new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';

/** What the program of the page prints. */
function printed(program: string): string {
  let text = '';
  const log = (...values: unknown[]): void => {
    text += `${values.map(String).join(' ')}\n`;
  };
  runInContext(program, createContext({ require: () => geo, console: { log } }));
  return text;
}

async function linted(text: string): Promise<string> {
  const host = memoryHost({ 'obinexus.yml': block(text, 'yaml') });
  host.files.set(join(process.cwd(), 'latency.csv'), block(text, 'csv'));
  const exitCode = await runCli(['geo', 'lint'], { ...host, displayPath: (path) => path.split('/').at(-1) ?? path });
  expect(exitCode).toBe(3);
  return `${host.printed.messages}${host.printed.data}`;
}

test('the outputs of docs/geo.md are what its program and its command print', async () => {
  const text = readFileSync(page, 'utf8');
  const lint = await linted(text);
  const fresh = text
    .replace(/(```text\n)[^]*?```/, (_, start: string) => `${start}${printed(block(text, 'js'))}\`\`\``)
    .replace(/(```console\n\$ .*\n)[^]*?```/, (_, start: string) => `${start}${lint}\`\`\``);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(page, fresh);
  expect(readFileSync(page, 'utf8')).toBe(fresh);
});
