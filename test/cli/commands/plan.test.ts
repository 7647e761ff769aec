import type { Invocation } from '../../../cli/arguments';
import { parseArguments } from '../../../cli/arguments';
import { runCli } from '../../../cli/run-cli';
import { memoryHost, type MemoryHost } from '../support/memory-host';

const document = `
name: shop
topology: { kind: star }
regions: [{ code: aws:eu-west-2 }, { code: aws:eu-central-1 }]
demand: { cities: { min_population: 5000000 }, requests_per_second: 100 }
services:
  api: { language: go, public: true, geo_enabled: true, image: "registry.local/api@sha256:${'0'.repeat(64)}" }
`;

async function plan(...words: string[]): Promise<{ exitCode: number; host: MemoryHost }> {
  const host = memoryHost({ 'obinexus.yml': document });
  return { exitCode: await runCli(['plan', ...words], host), host };
}

test('--report writes one page, says where, and the table is printed as before', async () => {
  const { exitCode, host } = await plan('--report', 'plan.html');
  expect(exitCode).toBe(0);
  expect(String(host.files.get('plan.html'))).toMatch(/^<!doctype html>\n[^]*<title>shop: placement plan<\/title>/);
  expect([...host.files.keys()]).toEqual(['obinexus.yml', 'plan.html']);
  expect(host.printed.messages).toContain('plan.html: open it in a browser\n');
  expect(host.printed.data).toMatch(/^shop: 1 service in /);
});

test('--report with --json is one document that names the page', async () => {
  const { host } = await plan('--report', 'plan.html', '--json');
  expect(JSON.parse(host.printed.data)).toMatchObject({ command: 'plan', exitCode: 0, reports: ['plan.html'] });
});

test.each([
  ['json', /^\{\n {2}"/],
  ['geojson', /^\{"bbox":\[/],
  ['csv', /^service,region,/],
  ['dot', /^digraph "shop" \{\n/],
  ['table', /^shop: 1 service in /],
])('--format %s prints the plan and nothing else', async (format, beginning) => {
  const { exitCode, host } = await plan('--format', format);
  expect([exitCode, host.printed.messages]).toEqual([0, '']);
  expect(host.printed.data).toMatch(beginning);
  expect([...host.files.keys()]).toEqual(['obinexus.yml']);
});

test('--format json is the plan alone', async () => {
  const { host } = await plan('--format', 'json');
  expect(JSON.parse(host.printed.data)).toMatchObject({ kind: 'plan', name: 'shop' });
});

test('a document with an error writes no page', async () => {
  const host = memoryHost({ 'obinexus.yml': document.replace('language: go', 'language: gopher') });
  expect(await runCli(['plan', '--report', 'plan.html'], host)).toBe(3);
  expect([...host.files.keys()]).toEqual(['obinexus.yml']);
});

test('a page that cannot be written is a finding, and its name is not printed as written', async () => {
  const host = memoryHost({ 'obinexus.yml': document });
  const refusal = { code: 'output/io', severity: 'error', path: 'plan.html', message: 'the disk is full' } as const;
  const exitCode = await runCli(['plan', '--report', 'plan.html'], { ...host, writeFile: () => [refusal] });
  expect(exitCode).toBe(8);
  expect(host.printed.messages).toContain('the disk is full');
  expect(host.printed.messages).not.toContain('open it in a browser');
});

const codesOf = (invocation: Invocation): string[] =>
  invocation.kind === 'refused' ? invocation.diagnostics.map(({ code }) => code) : [];

test('a format and --json exclude each other, an unknown format is refused', () => {
  expect(codesOf(parseArguments(['plan', '--format', 'csv', '--json']))).toEqual(['cli/flag-conflict']);
  expect(codesOf(parseArguments(['plan', '--format', 'svg']))).toEqual(['cli/bad-value']);
  expect(codesOf(parseArguments(['plan', '--report']))).toEqual(['cli/missing-value']);
});

test('a declared hub in which nothing runs is a warning at its line, and with --strict an error', async () => {
  const text = document
    .replace('{ kind: star }', '{ kind: star, hubs: [aws:eu-central-1] }')
    .replace('geo_enabled: true', 'geo: { allow: [aws:eu-west-2] }');
  const asked = async (...words: string[]) => {
    const host = memoryHost({ 'obinexus.yml': text });
    return [await runCli(['plan', ...words], host), host.printed.messages] as const;
  };
  const [exitCode, messages] = await asked();
  expect(exitCode).toBe(0);
  expect(messages).toMatch(/^warning topology\/idle-hub obinexus\.yml:3:25\n/);
  expect(messages.replaceAll(/\s+/g, ' ')).toContain('elected instead: "aws:eu-west-2"; take it out of "hubs"');
  expect((await asked('--strict'))[0]).toBe(4);
});
