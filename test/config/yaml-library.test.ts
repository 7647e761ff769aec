import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isScalar, parse, parseDocument } from 'yaml';

/** What the parser does on its own: each is a reason for a check of ours. Should one stop holding, the check can go. */
describe('the yaml package without our checks', () => {
  test('aborts the whole process on 10,000 open brackets: no try and no catch helps', () => {
    const program = `
      const { parseDocument } = require('yaml');
      for (const depth of [2000, 10000]) try { parseDocument('['.repeat(depth)); } catch {}
      process.exit(0);`;
    const { status, signal } = spawnSync(process.execPath, ['-e', program], {
      cwd: join(__dirname, '..', '..'),
      stdio: 'ignore',
    });
    expect(status === 134 || signal === 'SIGABRT').toBe(true);
  });

  test('takes time that grows with the square of the keys when it looks for duplicates itself', () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `k${index}: 1`).join('\n');
    const timeOf = (count: number) => {
      const start = process.cpuUsage();
      parseDocument(keys(count));
      return process.cpuUsage(start).user;
    };
    timeOf(1_000);
    expect(timeOf(8_000) / timeOf(2_000)).toBeGreaterThan(6);
  });

  test('makes a cyclic object of an anchor that contains itself', () => {
    const value = parse('a: &a\n  b: *a\n') as { a: { b: unknown } };
    expect(value.a.b).toBe(value.a);
  });

  test('accepts NUL, drops tags with a warning, and keeps __proto__ as a key', () => {
    expect(parse('a: x\u0000y')).toEqual({ a: 'x\u0000y' });
    const tagged = parseDocument('a: !!js/function x');
    expect([tagged.errors.length, tagged.warnings.length]).toEqual([0, 1]);
    expect(Object.keys(parse('__proto__: { a: 1 }') as object)).toEqual(['__proto__']);
  });

  test('loses digits beyond 2^53, reads 1e400 as infinity and 017 as 17', () => {
    expect(parse('9007199254740993')).toBe(9_007_199_254_740_992);
    expect(parse('1e400')).toBe(Number.POSITIVE_INFINITY);
    expect(parse('017')).toBe(17);
  });

  test('accepts a lone half of a surrogate pair as an escape', () => {
    const { contents } = parseDocument(String.raw`"\ud800"`);
    expect(isScalar(contents) && contents.value).toBe('\ud800');
  });
});
