import fc from 'fast-check';
import { centralMeridian, equalEarth, fromCentralMeridian } from '../../lib/report/equal-earth';
import { cutAtSeam, greatCircle } from '../../lib/report/great-circle';
import { haversineKm } from '../../lib/geo/distance';
import { decodeRing } from '../../lib/report/land';
import { landRings } from '../../lib/report/tables/land';

/** Of PROJ's own test file for `+proj=eqearth +R=6378137`: degrees, metres, tolerance 1 cm. */
const published = [
  [0, 0, 0, 0],
  [180, 0, 17_263_256.84, 0],
  [180, 45, 14_795_421.79, 5_486_671.72],
  [-180, -45, -14_795_421.79, -5_486_671.72],
] as const;

test.each(published)('longitude %d, latitude %d lies where PROJ puts it, within 1 cm', (lng, lat, x, y) => {
  const radius = 6_378_137;
  const plane = equalEarth({ lat, lng });
  expect(Math.abs(plane.x * radius - x)).toBeLessThan(0.01);
  expect(Math.abs(plane.y * radius - y)).toBeLessThan(0.01);
});

test('areas are kept: a cell of one degree has the same area on the map as on the sphere, within 0.1 %', () => {
  const radian = Math.PI / 180;
  for (let lat = -89; lat < 89; lat += 7) {
    const corners = [
      [lat, 20],
      [lat, 21],
      [lat + 1, 21],
      [lat + 1, 20],
    ].map(([south = 0, west = 0]) => equalEarth({ lat: south, lng: west }));
    const plane = Math.abs(
      corners.reduce((area, { x, y }, at) => {
        const next = corners[(at + 1) % 4] ?? { x, y };
        return area + (x * next.y - next.x * y) / 2;
      }, 0),
    );
    const sphere = radian * (Math.sin((lat + 1) * radian) - Math.sin(lat * radian));
    expect(Math.abs(plane / sphere - 1)).toBeLessThan(1e-3);
  }
});

test('longitudes count from the central meridian, at least -180 and below 180', () => {
  expect(fromCentralMeridian(centralMeridian)).toBe(0);
  expect(fromCentralMeridian(centralMeridian + 180)).toBe(-180);
  expect(fromCentralMeridian(-179)).toBe(169.5);
  expect(fromCentralMeridian(179)).toBe(167.5);
});

const point = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
});

test('a great circle is as long as the distance, in steps of at most 5 degrees', () => {
  fc.assert(
    fc.property(point, point, (from, to) => {
      const line = greatCircle(from, to);
      expect(line[0]).toEqual(from);
      expect(line.at(-1)).toEqual(to);
      const steps = line.slice(1).map((each, at) => haversineKm(line[at] ?? each, each));
      const length = steps.reduce((sum, step) => sum + step, 0);
      expect(Math.abs(length - haversineKm(from, to))).toBeLessThan(0.5);
      // Almost antipodal points go over the pole in two steps.
      const longest = haversineKm(from, to) > 20_000 ? 20_016 : 557;
      expect(Math.max(...steps)).toBeLessThan(longest);
    }),
    { seed: 11, numRuns: 500 },
  );
});

test('antipodal points are joined over the north pole', () => {
  const line = greatCircle({ lat: 0, lng: 0 }, { lat: 0, lng: -180 });
  expect(line).toEqual([
    { lat: 0, lng: 0 },
    { lat: 90, lng: 0 },
    { lat: 0, lng: -180 },
  ]);
});

test('a line over the 180th meridian becomes two that end and start on it at one latitude', () => {
  const pieces = cutAtSeam(greatCircle({ lat: 35, lng: 140 }, { lat: 37, lng: -122 }), 0);
  expect(pieces).toHaveLength(2);
  const [west, east] = [pieces[0]?.at(-1), pieces[1]?.[0]];
  expect([west?.lng, east?.lng]).toEqual([180, -180]);
  expect(west?.lat).toBe(east?.lat);
});

test('no piece of a cut line jumps, and none leaves -180 to 180', () => {
  fc.assert(
    fc.property(point, point, fc.constantFrom(0, centralMeridian), (from, to, centre) => {
      for (const piece of cutAtSeam(greatCircle(from, to), centre))
        for (const [at, { lng, lat }] of piece.entries()) {
          expect(Math.abs(lng)).toBeLessThanOrEqual(180);
          expect(Math.abs(lat)).toBeLessThanOrEqual(90);
          expect(Math.abs(lng - (piece[at - 1]?.lng ?? lng))).toBeLessThanOrEqual(180);
        }
    }),
    { seed: 12, numRuns: 500 },
  );
});

describe('the land', () => {
  const rings = landRings.trim().split('\n').map(decodeRing);

  /** Crossing number, in degrees: for points away from the seam. */
  const isLand = (lat: number, lng: number): boolean =>
    rings.reduce((inside, ring) => {
      const crossings = ring.filter((a, at) => {
        const b = ring[(at + 1) % ring.length] ?? a;
        return a.lat > lat !== b.lat > lat && lng < a.lng + ((lat - a.lat) / (b.lat - a.lat)) * (b.lng - a.lng);
      }).length;
      return crossings % 2 === 1 ? !inside : inside;
    }, false);

  test.each([
    ['Paris', 48.85, 2.35, true],
    ['Lake Chad basin', 13, 16, true],
    ['Alice Springs', -23.7, 133.9, true],
    ['Kansas', 38.5, -98, true],
    ['Iceland', 64.9, -18.5, true],
    ['Hokkaido', 43.5, 142.8, true],
    ['the Caspian Sea', 42, 50.5, false],
    ['the middle of the Atlantic', 30, -40, false],
    ['the Bay of Bengal', 14, 88, false],
    ['the South Pole', -89, 0, false],
  ])('%s (%d, %d) is land: %s', (_, lat, lng, expected) => {
    expect(isLand(lat, lng)).toBe(expected);
  });

  test('every ring stays on one side of the edge of the map, so that it is drawn without a line across it', () => {
    for (const ring of rings)
      for (const [at, { lng }] of ring.entries()) {
        const before = ring[at - 1];
        const step = before === undefined ? 0 : Math.abs(fromCentralMeridian(lng) - fromCentralMeridian(before.lng));
        expect(step).toBeLessThan(180);
      }
  });
});
