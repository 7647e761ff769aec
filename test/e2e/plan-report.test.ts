import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../support/built-package';
import { obinexus, pinnedImage } from './support/run';

let folder: string;
beforeEach(() => {
  folder = projectFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = `const { App, Stack, Service } = require('@obinexus/iaas');
const app = new App();
for (const name of ['shop', 'bank'])
  new Service(new Stack(app, name), 'api', { language: 'go', image: '${pinnedImage}' });
app.synth();
`;

test('a program of two stacks gets a page for each, with their names, and a list of plans', () => {
  writeFileSync(join(folder, 'main.js'), program);
  const { status, stdout, stderr } = obinexus(folder, ['plan', 'main.js', '--report', 'plan.html', '--format', 'json']);
  expect([status, (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)]).toEqual([0, ['bank', 'shop']]);
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.html'))
      .toSorted(),
  ).toEqual(['plan-bank.html', 'plan-shop.html']);
  expect(readFileSync(join(folder, 'plan-bank.html'), 'utf8')).toContain('<h1>bank</h1>');
  expect(stderr).toContain('plan-shop.html: open it in a browser\n');
});

test.each(['geojson', 'csv', 'dot'])('--format %s of two stacks is refused and prints nothing', (format) => {
  writeFileSync(join(folder, 'main.js'), program);
  const { status, stdout, stderr } = obinexus(folder, ['plan', 'main.js', '--format', format]);
  expect([status, stdout]).toEqual([3, '']);
  expect(stderr).toContain('cli/several-stacks');
  expect(stderr).toContain('"bank", "shop"');
});
