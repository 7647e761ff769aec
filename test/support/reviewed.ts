import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A value as JSON has it, and what stands in a file of test/golden, which `UPDATE_GOLDEN=1` writes anew for a review. */
export function reviewed(path: string, value: unknown): { readonly now: unknown; readonly before: unknown } {
  const file = join(__dirname, '..', 'golden', path);
  const text = `${JSON.stringify(value, null, 1)}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { now: JSON.parse(text) as unknown, before: JSON.parse(readFileSync(file, 'utf8')) as unknown };
}
