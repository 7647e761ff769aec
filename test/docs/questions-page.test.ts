import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../cli/run-cli';
import { memoryHost } from '../cli/support/memory-host';

const root = join(__dirname, '../..');
const page = join(root, 'docs/questions.md');
const source = 'examples/hello-polyglot/obinexus.yml';

async function printed(words: readonly string[], files: Readonly<Record<string, string>>): Promise<string> {
  const host = memoryHost(files);
  await runCli(words, host);
  return host.printed.data;
}

/** As many lines of the fresh output before and after a line `...` as the page shows. */
function shortened(shown: string, fresh: string): string {
  const lines = shown.trimEnd().split('\n');
  const gap = lines.indexOf('...');
  if (gap < 0) return fresh;
  const all = fresh.trimEnd().split('\n');
  return `${[...all.slice(0, gap), '...', ...all.slice(all.length - (lines.length - gap - 1))].join('\n')}\n`;
}

test('the outputs of docs/questions.md are what its commands print', async () => {
  const stack = readFileSync(join(root, source), 'utf8');
  const files: Record<string, string> = { [source]: stack };
  files['plan.json'] = await printed(['synth', '--emit', 'plan', source], files);
  const smaller = stack.replace('requests_per_second: 20000', 'requests_per_second: 16000');
  files['deployed.json'] = await printed(['synth', '--emit', 'plan', source], { [source]: smaller });
  const text = readFileSync(page, 'utf8');
  let fresh = text;
  for (const [block, command = '', shown = ''] of text.matchAll(/```console\n\$ obinexus (.*)\n([^]*?)```/g)) {
    const output = await printed(command.split(' '), files);
    fresh = fresh.replace(block, () => `\`\`\`console\n$ obinexus ${command}\n${shortened(shown, output)}\`\`\``);
  }
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(page, fresh);
  expect(readFileSync(page, 'utf8')).toBe(fresh);
});
