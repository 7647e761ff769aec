import fc from 'fast-check';
import { parseDemandCsv } from '../../lib/model/demand-csv';

const header = 'id,lat,lng,requests_per_second';
const faults = (text: string): string[] => parseDemandCsv(text).diagnostics.map((each) => each.message);

test('reads a point per line, with or without a country, whatever the line ends', () => {
  expect(parseDemandCsv(`\uFEFF${header},country\r\nlagos,6.45,3.39,120,NG\r\nsea,-1.5,-170,0.5,\r\n`)).toEqual({
    points: [
      { id: 'lagos', lat: 6.45, lng: 3.39, requestsPerSecond: 120, country: 'NG' },
      { id: 'sea', lat: -1.5, lng: -170, requestsPerSecond: 0.5 },
    ],
    diagnostics: [],
  });
});

test('reads the access latency where it is given, with or without a country', () => {
  expect(parseDemandCsv(`${header},country,access_ms\nlagos,6.45,3.39,120,NG,38.5\nsea,0,0,1,,\n`).points).toEqual([
    { id: 'lagos', lat: 6.45, lng: 3.39, requestsPerSecond: 120, country: 'NG', accessMs: 38.5 },
    { id: 'sea', lat: 0, lng: 0, requestsPerSecond: 1 },
  ]);
  expect(parseDemandCsv(`${header},access_ms\nlagos,6.45,3.39,120,0\n`).points[0]).toMatchObject({ accessMs: 0 });
});

test('blank lines are skipped and still counted', () => {
  expect(faults(`${header}\n\n\nlagos,6.45,3.39`)).toEqual([
    'line 4 of the demand table has 3 fields; it must have 4 (decimals have a point)',
  ]);
});

test('quoted fields may hold commas and quotes', () => {
  expect(parseDemandCsv(`${header}\n"Washington, ""DC""", 38.9 ,-77,5`).points).toEqual([
    { id: 'Washington, "DC"', lat: 38.9, lng: -77, requestsPerSecond: 5 },
  ]);
});

test.each([
  ['', 'line 1'],
  ['id,lat,lng\na,1,2', 'line 1'],
  [`${header},city\na,1,2,3,x`, 'line 1'],
  [header, 'is the only one'],
  [`${header}\na,51,5,3,1`, 'has 5 fields'],
  [`${header}\na,51.5N,3,1`, 'latitude "51.5N"'],
  [`${header}\na,90.0001,3,1`, 'latitude "90.0001"'],
  [`${header}\na,,3,1`, 'latitude ""'],
  [`${header}\na,0x10,3,1`, 'latitude "0x10"'],
  [`${header}\na,1,181,1`, 'longitude "181"'],
  [`${header}\na,1,2,-1`, 'rate "-1"'],
  [`${header}\na,1,2,Infinity`, 'rate "Infinity"'],
  [`${header}\na,1,2,1e400`, 'rate "1e400"'],
  [`${header}\n,1,2,3`, 'has no id'],
  [`${header}\n"a,1,2,3`, 'quote that is not closed'],
  [`${header}\n"a"b,1,2,3`, 'quote that is not closed'],
  [`${header},country\na,1,2,3,ng`, 'country "ng"'],
  [`${header},access_ms,country\na,1,2,3,4,NG`, 'line 1'],
  [`${header},access_ms\na,1,2,3,-4`, 'access latency "-4"'],
  [`${header},access_ms\na,1,2,3,10001`, 'access latency "10001"'],
  [`${header}\na,1,2,3\na,4,5,6`, 'line 3 of the demand table has the id "a", which line 2 has already'],
])('%j: %s', (text, message) => {
  expect(faults(text)).toEqual([expect.stringContaining(message)]);
});

test('all faulty lines are reported at once and the good ones kept', () => {
  const { points, diagnostics } = parseDemandCsv(`${header}\na,x,2,3\nb,1,2,3\nc,1,y,3`);
  expect(points.map((each) => each.id)).toEqual(['b']);
  expect(diagnostics.map((each) => each.code)).toEqual(['config/bad-csv', 'config/bad-csv']);
});

/** Without -0, which is written as 0. */
const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true }).map((value) => value + 0);

test('a table that was written from points is read back, 300 times', () => {
  const point = fc.record({
    id: fc.string({ unit: 'grapheme', minLength: 1 }).filter((id) => id.trim() === id && !/[\r\n]/.test(id)),
    lat: degrees(90),
    lng: degrees(180),
    requestsPerSecond: fc.double({ min: 0, max: 1e12, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(point, { minLength: 1, selector: (each) => each.id }), (points) => {
      const rows = points.map(
        ({ id, lat, lng, requestsPerSecond }) => `"${id.replaceAll('"', '""')}",${lat},${lng},${requestsPerSecond}`,
      );
      expect(parseDemandCsv([header, ...rows].join('\n'))).toEqual({ points, diagnostics: [] });
    }),
    { seed: 4180, numRuns: 300 },
  );
});

test('a line of 1,000,000 characters is refused in linear time', () => {
  expect(faults(`${header}\n${'"a'.repeat(500_000)}`)).toHaveLength(1);
});
