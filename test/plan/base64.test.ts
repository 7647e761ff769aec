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
