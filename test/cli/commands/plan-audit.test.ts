import { runCli } from '../../../cli/run-cli';
import { memoryHost } from '../support/memory-host';

const shop = `name: shop
topology: { kind: mesh }
regions:
  - { id: paris-a, lat: 48.9, lng: 2.4, country: FR, gateway: a.example.com, capacity: { cpu: 16, memory_gib: 64 } }
  - { id: paris-b, lat: 48.8, lng: 2.3, country: FR, gateway: b.example.com, capacity: { cpu: 16, memory_gib: 64 } }
  - { id: oslo, lat: 59.9, lng: 10.7, country: NO, gateway: c.example.com, capacity: { cpu: 4, memory_gib: 64 } }
services:
  api:
    language: go
    image: registry.example.com/api@sha256:${'0'.repeat(64)}
    requests_per_second_per_replica: 100
    resources: { cpu: 1 }
    geo: { max_latency_ms: 100, regions: { min: 2, max: 2 } }
demand: { points: [{ id: lyon, lat: 45.8, lng: 4.8, requests_per_second: 1600 }] }
`;

async function audit(...flags: string[]) {
  const host = memoryHost({ 'obinexus.yml': shop });
  const exitCode = await runCli(['plan', 'audit', 'obinexus.yml', ...flags], host);
  return { exitCode, ...host.printed };
}

test('plan audit shows every loss and, where something is short, amounts and the way out with its price', async () => {
  const { exitCode, data } = await audit();
  expect(exitCode).toBe(0);
  expect(data).toMatch(/^shop: 2 of 4 losses leave everything served$/m);
  expect(data).toMatch(/^paris-a +no /m);
  expect(data).toMatch(/^a zone of paris-b +yes /m);
  expect(data.replaceAll('\n', ' ')).toMatch(
    /Without paris-a: "api" lacks room for 100 of 1600 requests\/s in paris-b. Way out: .* \([\d.]+ US\$ a month\)/,
  );
});

test('plan audit --losses 2 shows every pair of regions, also as JSON', async () => {
  const { data } = await audit('--losses', '2');
  expect(data).toMatch(/^shop: 0 of 1 pair of regions can be lost at once$/m);
  expect(data).toMatch(/^paris-a +paris-b +api +1,600 /m);
  const document = JSON.parse((await audit('--losses', '2', '--json')).data) as Record<string, unknown>;
  expect(document).toMatchObject({
    command: 'plan audit',
    audits: [{ name: 'shop', pairs: [{ lost: ['paris-a', 'paris-b'], unserved: ['api'], missing: 1600 }] }],
  });
});
