import fc from 'fast-check';
import { float32ToBase64 } from '../../lib/plan/base64';

/** Node's own decoder, as an oracle of ours. */
function decoded(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

test('multipliers are written as base64 of the little-endian float32 values, whatever their number', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, maxLength: 20 }), (values) => {
      expect(decoded(float32ToBase64(values))).toEqual(values);
      expect(float32ToBase64(values)).toBe(Buffer.from(values.buffer).toString('base64'));
    }),
    { seed: 19, numRuns: 50 },
  );
});
