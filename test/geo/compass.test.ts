import { offsetText } from '../../lib/geo/compass';

test.each([
  [{ lat: 51.51, lng: -0.13 }, { lat: 48.86, lng: 2.35 }, '344 km SSE'],
  [{ lat: 6.45, lng: 3.39 }, { lat: 51.51, lng: -0.13 }, '5,006 km N'],
  [{ lat: 0, lng: 0 }, { lat: 0, lng: 170 }, '18,924 km E'],
  [{ lat: 0, lng: 179 }, { lat: 0, lng: -179 }, '223 km E'],
  [{ lat: 10, lng: 10 }, { lat: 10, lng: 10 }, 'the same place'],
])('from %p to %p it is %s', (from, to, text) => {
  expect(offsetText(from, to)).toBe(text);
});
