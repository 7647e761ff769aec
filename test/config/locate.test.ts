import { parseConfig } from '../../lib/config/parse';

const text = `name: shop
regions:
  - aws:eu-west-2
  - { id: lagos-edge, lat: 6.45, lng: 3.39, country: NG, capacity: { cpu: 16, memory_gib: 64 } }
  - code: gcp:us-east1
    price: { memory_gib_hour_usd: 0.01 }
demand:
  points:
    - { id: '7', lat: 0, lng: 0, requests_per_second: 1 }
    - { id: b, lat: 0, lng: 0, requests_per_second: 2 }
services:
  api:
    language: python
    geo:
      max_latency_ms: 120
    calls: [engine, { service: web, per_request: 2 }]
    env: { LOG_LEVEL: info, max_latency_ms: x }
  engine: { language: rust }
  geo_enabled: { language: go, geo_enabled: true }
  web: &web { language: ts }
  copy: *web
planner:
  latency:
    measured: [{ from: aws:eu-west-2, to: lagos-edge, rtt_ms: 101 }]
`;
const { locate, diagnostics } = parseConfig(text, 'obinexus.yml');

/** What stands at the position, to the end of the line. */
function foundAt(path: string): string | undefined {
  const position = locate(path);
  return position && text.split('\n')[position.line - 1]?.slice(position.col - 1);
}

describe('locate', () => {
  test('the document it reads is right', () => {
    expect(diagnostics).toEqual([]);
  });

  test.each([
    ['a member with a plain value: the value', 'name', 'shop'],
    ['a measured pair by its ends', 'planner/latency/measured/aws:eu-west-2 -> lagos-edge/rttMs', '101 }]'],
    ['a member in camelCase', 'services/api/geo/maxLatencyMs', '120'],
    ['the same in snake_case', 'services/api/geo/max_latency_ms', '120'],
    ['a map: its key', 'services/api', 'api:'],
    ['a list: its key', 'regions', 'regions:'],
    ['an item by its value', 'regions/aws:eu-west-2', 'aws:eu-west-2'],
    ['an item by its id', 'regions/lagos-edge', '{ id: lagos-edge, lat'],
    ['an item by its code', 'regions/gcp:us-east1', 'code: gcp:us-east1'],
    ['an item by its index', 'regions/2', 'code: gcp:us-east1'],
    ['an item by its service', 'services/api/calls/web/perRequest', '2 }]'],
    ['an item that is a text', 'services/api/calls/engine', 'engine, {'],
    ['units in a member', 'regions/lagos-edge/capacity/memoryGiB', '64 }'],
    ['units within a member', 'regions/gcp:us-east1/price/memoryGiBHourUsd', '0.01'],
    ['a name that is a number before an index', 'demand/points/7', "{ id: '7'"],
    ['a key of the user in snake_case', 'services/geo_enabled/geoEnabled', 'true }'],
    ['a variable', 'services/api/env/LOG_LEVEL', 'info'],
    ['a member that is missing: what lacks it', 'services/engine/port', 'engine: {'],
    ['a region that is missing: the list', 'regions/nowhere/gateway', 'regions:'],
    ['an index beyond the end: the list', 'regions/9', 'regions:'],
    ['the document', '', 'name: shop'],
    ['a path that leads nowhere: the document', 'nothing/at/all', 'name: shop'],
    ['a prototype member is no key', 'services/toString', 'services:'],
    ['through an alias: the anchored value', 'services/copy/language', 'ts }'],
  ])('%s', (_, path, start) => {
    expect(foundAt(path)?.startsWith(start)).toBe(true);
  });

  test('is undefined when there is no document', () => {
    expect(parseConfig('a: [', 'obinexus.yml').locate('services')).toBeUndefined();
  });

  test('works on a document with errors', () => {
    const broken = parseConfig('services:\n  api: { language: go, port: x }\n', 'obinexus.yml');
    expect(broken.spec).toBeNull();
    expect(broken.locate('services/api/port')).toEqual({ line: 2, col: 30 });
  });

  test('the path of every finding of the parser leads back to its position', () => {
    const faulty = `services:
  api:
    language: Go
    calls: [{ service: web, per_request: no }, 5]
    geo: { regions: { min: 0 } }
regions: [{ id: a, capacity: { cpu: 1, memory_gib: x } }]
name: 5
`;
    const parsed = parseConfig(faulty, 'obinexus.yml');
    expect(parsed.diagnostics.map(({ path }) => path)).toEqual([
      'services/api/language',
      'services/api/calls/web/perRequest',
      'services/api/calls/1',
      'services/api/geo/regions/min',
      'regions/a/capacity/memoryGiB',
      'name',
    ]);
    for (const { path, origin } of parsed.diagnostics) expect(origin).toMatchObject(parsed.locate(path) ?? {});
  });
});
