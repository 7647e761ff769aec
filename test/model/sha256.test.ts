import { createHash } from 'node:crypto';
import { sha256Hex } from '../../lib/model/sha256';

test('equals the digest of node:crypto for 300 texts of every length up to 900 code units', () => {
  const alphabet = 'aé€😀';
  for (let length = 0; length < 300; length += 1) {
    const text = alphabet.repeat(length).slice(0, length * 3);
    expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  }
});
