import type * as Geography from '../../lib/geo/index';

test('importing the geography parses no table: the first question does', () => {
  const split = jest.spyOn(String.prototype, 'split');
  const parsedRows = (): number => Math.max(0, ...split.mock.contexts.map((text) => String(text).length));
  jest.isolateModules(() => {
    const geo = jest.requireActual<typeof Geography>('../../lib/geo/index');
    expect(parsedRows()).toBeLessThan(1000);
    expect(geo.cities()).toHaveLength(4442);
    expect(parsedRows()).toBeGreaterThan(100_000);
  });
  split.mockRestore();
});
