import fc from 'fast-check';
import { nearestName } from '../../lib/model/nearest-name';

const members = ['language', 'framework', 'port', 'protocol', 'geo_enabled', 'geo', 'calls', 'env', 'tier'];

/** The textbook definition, without limit, tables or cut-offs. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [lastA, lastB] = [a.slice(-1), b.slice(-1)];
  const isSeparator = (character: string) => '-_.: '.includes(character);
  const isNear = lastA.toLowerCase() === lastB.toLowerCase() || (isSeparator(lastA) && isSeparator(lastB));
  const replace = lastA === lastB ? 0 : isNear ? 0.5 : 1;
  const options = [
    distance(a.slice(0, -1), b) + 1,
    distance(a, b.slice(0, -1)) + 1,
    distance(a.slice(0, -1), b.slice(0, -1)) + replace,
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    options.push(distance(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...options);
}

describe('nearestName', () => {
  test.each([
    ['prot', 'port'],
    ['langauge', 'language'],
    ['Language', 'language'],
    ['geo-enabled', 'geo_enabled'],
    ['geoenabled', 'geo_enabled'],
    ['call', 'calls'],
    ['p', undefined],
    ['something', undefined],
    ['', undefined],
    ['x'.repeat(10_000), undefined],
  ])('%s: %s', (name, expected) => {
    expect(nearestName(name, members)).toBe(expected);
  });

  test('does not suggest the name itself, and takes the smaller of two that are as near', () => {
    expect(nearestName('port', ['port'])).toBeUndefined();
    expect(nearestName('aa', ['ac', 'ab'])).toBe('ab');
  });

  test('guesses nothing but the case of a single character', () => {
    expect(nearestName('3', ['1', '2', '12'])).toBeUndefined();
    expect(nearestName('A', ['b', 'a'])).toBe('a');
  });

  test('finds a name of the least distance by the textbook definition, 500 times', () => {
    const word = fc.stringMatching(/^[abAB_-]{1,6}$/);
    fc.assert(
      fc.property(word, fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), (name, candidates) => {
        const found = nearestName(name, candidates);
        const others = candidates.filter((candidate) => candidate !== name);
        const least = Math.min(...others.map((candidate) => distance(name, candidate)));
        const allowed = (name.length < 2 ? 0 : Math.max(1, Math.floor(name.length / 3))) + 0.75;
        const expected = others.filter((candidate) => distance(name, candidate) === least).sort()[0];
        expect(found).toBe(least < allowed ? expected : undefined);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
