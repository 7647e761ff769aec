import fc from 'fast-check';
import { float32FromBase64, float32ToBase64 } from '../../lib/plan/base64';

test('base64 of float32 values reads back as what was written', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true }), (values) => {
      expect([...float32FromBase64(float32ToBase64(values))]).toEqual([...values]);
    }),
    { seed: 7, numRuns: 12 },
  );
});

test.each([
  ['AACAPw==', [1]],
  ['AACAPwAAAEA=', [1, 2]],
  ['AACAPwAAAEAAAEBA', [1, 2, 3]],
  ['', []],
])('%s holds %j, with padding or without', (text, values) => {
  expect(float32ToBase64(Float32Array.from(values))).toBe(text);
  expect([...float32FromBase64(text)]).toEqual(values);
  expect([...float32FromBase64(text.replace(/=+$/, ''))]).toEqual(values);
});

test.each([
  ['AACA', 'base64: 3 bytes are no float32 values'],
  ['AACAPwAA', 'base64: 6 bytes are no float32 values'],
  ['AA*APw==', 'base64: no digit *'],
  ['AA-APw==', 'base64: no digit -'],
  ['A=CAPw==', 'base64: no digit ='],
  ['AACAPé==', 'base64: no digit é'],
])('%s is refused: %s', (text, message) => {
  expect(() => float32FromBase64(text)).toThrow(new RangeError(message));
});
