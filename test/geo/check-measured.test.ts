import { checkMeasured } from '../../lib/geo/check-measured';

// 5,585 km: 37.3 ms of light in vacuum, 54.7 ms in fibre.
const london = { id: 'london', lat: 51.5074, lng: -0.1278 };
const newYork = { id: 'new-york', lat: 40.7128, lng: -74.006 };
const lagos = { id: 'lagos', lat: 6.45, lng: 3.39 };
const check = (from: string, to: string, rttMs: number) =>
  checkMeasured([{ from, to, rttMs }], [london, newYork], [lagos, { ...lagos, id: 'abuja' }]);
const codes = (...pair: Parameters<typeof check>): string[] => check(...pair).map(({ code }) => code);

test('a round trip is refused below light in vacuum, doubted below light in straight fibre, and taken above', () => {
  expect(codes('london', 'new-york', 37.2)).toEqual(['geo/faster-than-light']);
  expect(codes('london', 'new-york', 37.3)).toEqual(['geo/faster-than-fibre']);
  expect(codes('london', 'new-york', 54.6)).toEqual(['geo/faster-than-fibre']);
  expect(codes('london', 'new-york', 54.8)).toEqual([]);
  expect(codes('lagos', 'london', 20)).toEqual(['geo/faster-than-light']);
});

test('the finding has both values, their units and the way out', () => {
  expect(check('london', 'new-york', 20)).toMatchObject([
    {
      severity: 'error',
      path: 'planner/latency/measured/london -> new-york/rttMs',
      message:
        '20 ms from "london" to "new-york" and back is faster than light: they are 5585 km apart, at least 37.3 ms; correct the measurement or the coordinates of one of them',
    },
  ]);
});

test('a place that is not there is named, with the one that was probably meant', () => {
  expect(check('london', 'new-yorck', 70)).toMatchObject([
    {
      code: 'geo/measured-unknown-place',
      path: 'planner/latency/measured/london -> new-yorck/to',
      hint: 'did you mean "new-york"?',
    },
  ]);
  expect(codes('constructor', '__proto__', 70)).toEqual(['geo/measured-unknown-place', 'geo/measured-unknown-place']);
});

test('two places of users are no pair', () => {
  expect(codes('lagos', 'abuja', 70)).toEqual(['geo/measured-between-users']);
});

test('below light in fibre the least believable time is said, and above nothing is', () => {
  expect(check('london', 'new-york', 50)).toMatchObject([
    { code: 'geo/faster-than-fibre', severity: 'warning', message: expect.stringMatching(/50 ms.*5585 km.*54\.7 ms/) },
  ]);
  expect(check('london', 'new-york', 80)).toEqual([]);
});

test('findings name both ends, and where nothing is alike no name is suggested', () => {
  const [finding] = check('london', 'zzzzzzzzzzzzzzz', 70);
  expect(finding?.hint).toBeUndefined();
  expect(finding?.message).toMatch(
    /zzzzzzzzzzzzzzz.*london -> zzzzzzzzzzzzzzz|london -> zzzzzzzzzzzzzzz.*zzzzzzzzzzzzzzz/,
  );
  expect(check('lagos', 'abuja', 70)[0]?.message).toMatch(/lagos.*abuja/);
  expect(codes('nowhere', 'london', 70)).toEqual(['geo/measured-unknown-place']);
});
