import fc from 'fast-check';
import { parseCpuMillis, parseMemoryMiB } from '../../lib/model/quantity';

const value = (quantity: ReturnType<typeof parseCpuMillis>): number | string =>
  'value' in quantity ? quantity.value : quantity.fault;

describe('CPU in thousandths of a core', () => {
  test.each([
    [2, 2000],
    [0.1, 100],
    [0.001, 1],
    ['1', 1000],
    ['1.5', 1500],
    ['.5', 500],
    ['5.', 5000],
    ['+2', 2000],
    ['1500m', 1500],
    ['0.5m', 'is finer than a thousandth of a core (1m)'],
    ['2000u', 2],
    ['1000000n', 1],
    ['1e1', 10_000],
    ['25E-2', 250],
    ['2k', 2_000_000],
    ['1.100', 1100],
  ])('%p is %p', (quantity, millis) => {
    expect(value(parseCpuMillis(quantity))).toBe(millis);
  });

  test.each(['abc', '', ' 1', '1 ', '-1', '1,5', '1e', '1e100', '0x10', '1Mi1', 'm', '.', '１', 'NaN', 'Infinity'])(
    '%p is no quantity',
    (quantity) => {
      expect(value(parseCpuMillis(quantity))).toBe('is no Kubernetes quantity');
    },
  );

  test('0.1m, 1e-7 and 1n are finer than what is counted', () => {
    for (const quantity of ['0.1m', 1e-7, '1n', '1e-9'])
      expect(value(parseCpuMillis(quantity))).toBe('is finer than a thousandth of a core (1m)');
  });

  test('a unit of memory is refused for CPU', () => {
    for (const quantity of ['1Gi', '512Mi', '1Ki'])
      expect(value(parseCpuMillis(quantity))).toBe('has a unit of memory; CPU is counted in cores');
  });

  test('nothing, and more than can be counted exactly, are refused', () => {
    for (const quantity of [0, '0', '0m', '0.000', -0]) expect(value(parseCpuMillis(quantity))).toBe('is not positive');
    for (const quantity of ['1E', '1e15', '9007199254741'])
      expect(value(parseCpuMillis(quantity))).toBe('is too large to be counted exactly');
    expect(value(parseCpuMillis('9007199254740'))).toBe(9_007_199_254_740_000);
  });

  test('every spelling of the same amount gives the same thousandths, 500 times', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (millis) => {
        const digits = String(millis).padStart(4, '0');
        const cores = `${digits.slice(0, -3)}.${digits.slice(-3)}`;
        const spellings = [`${millis}m`, `${millis}e-3`, `${millis}000u`, `${millis}000000n`, cores, millis / 1000];
        for (const spelling of spellings) expect(parseCpuMillis(spelling)).toEqual({ value: millis });
      }),
      { seed: 63, numRuns: 500 },
    );
  });
});

describe('memory in MiB', () => {
  test.each([
    ['64Gi', 65_536],
    ['128Mi', 128],
    ['1024Ki', 1],
    ['0.5Gi', 512],
    ['500M', 500e6 / 2 ** 20],
    ['1G', 1e9 / 2 ** 20],
    ['1e9', 1e9 / 2 ** 20],
    ['1048576', 1],
    ['128974848000m', 123],
    ['1Ti', 2 ** 20],
  ])('%s is %d MiB', (quantity, mebibytes) => {
    expect(value(parseMemoryMiB(quantity))).toBe(mebibytes);
  });

  test.each([
    ['512', 'is less than 1 MiB; is the unit missing?'],
    ['128m', 'is no whole number of bytes'],
    ['0', 'is not positive'],
    ['0.1Ki', 'is no whole number of bytes'],
    ['64GB', 'is no Kubernetes quantity'],
    ['64 Gi', 'is no Kubernetes quantity'],
    ['64gi', 'is no Kubernetes quantity'],
    ['64K', 'is no Kubernetes quantity'],
    ['16Ei', 'is too large to be counted exactly'],
  ])('%s %s', (quantity, fault) => {
    expect(value(parseMemoryMiB(quantity))).toBe(fault);
  });

  test('a text of 100,000 digits is refused at once', () => {
    expect(value(parseMemoryMiB('9'.repeat(100_000)))).toBe('is no Kubernetes quantity');
  });
});
