import { limits } from '../../lib/config/limits';
import { parseConfig } from '../../lib/config/parse';

const services = 'services:\n  api: { language: go }\n';
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('');
/** `unit` repeated up to the size limit. */
const fill = (unit: string) => unit.repeat(Math.floor((limits.bytes - 100) / unit.length));

const bomb = lines(9, (index) => {
  const name = (at: number) => String.fromCharCode(97 + at);
  const items = Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*${name(index - 1)}`));
  return `${name(index)}: &${name(index)} [${items.join(', ')}]\n`;
});
const tower = lines(45, (index) => {
  const inner = index === 0 ? 'x' : `*a${index - 1}`;
  return `a${index}: &a${index} ${'['.repeat(90)}${inner}${']'.repeat(90)}\n`;
});

/** Name, text, code, line, column. */
const refused: readonly (readonly [string, string, string, number, number])[] = [
  ['2,000 open brackets', '['.repeat(2000), 'config/too-deep', 1, 101],
  ['10,000 open brackets after that', '['.repeat(10_000), 'config/too-deep', 1, 101],
  ['1 MiB of open braces', fill('{a: '), 'config/too-deep', 1, 401],
  ['1,400 levels of indent', lines(1400, (index) => `${' '.repeat(index)}a:\n`), 'config/too-deep', 101, 102],
  ['3,000 dashes on a line', '- '.repeat(3000), 'config/too-deep', 1, 201],
  ['3,000 colons on a line', ': '.repeat(3000), 'config/too-deep', 1, 201],
  ['3,000 question marks on a line', '? '.repeat(3000), 'config/too-deep', 1, 201],
  ['90,000 keys', lines(90_000, (index) => `k${index}: 1\n`), 'config/too-many-nodes', 25_001, 1],
  ['20,000 anchors', lines(20_000, (index) => `a${index}: &a${index} 1\n`), 'config/too-many-aliases', 101, 7],
  ['1 MiB of aliases', fill('*a '), 'config/too-many-aliases', 1, 301],
  ['an alias bomb of 9^9 values', bomb, 'config/too-many-nodes', 1, 1],
  ['a tower of aliases 4,050 levels high', tower, 'config/too-deep', 1, 1],
  ['a scalar of 10 MB', `name: ${'x'.repeat(10 << 20)}\n`, 'config/too-large', 1, 1],
  [
    '2 bytes above the limit in 3-byte characters',
    `# ${'\u6f22'.repeat(limits.bytes / 3)}\n`,
    'config/too-large',
    1,
    1,
  ],
  ['1 MiB of closing brackets', fill(']'), 'config/too-many-nodes', 1, 100_001],
  ['1 MiB of commas', `[${fill(',')}`, 'config/too-many-nodes', 1, 100_002],
  ['50,000 document separators', '---\n'.repeat(50_000), 'config/multiple-documents', 2, 1],
  ['1 MiB of blank lines', fill('\n'), 'config/too-many-lines', 100_001, 1],
  ['1 MiB of comments', `${fill('#\n')}${services}`, 'config/too-many-lines', 100_001, 1],
  ['1 MiB of tags', fill('! '), 'config/tag', 1, 1],
  ['50,000 quotes that stay open', "- 'a\n".repeat(50_000), 'config/unclosed', 1, 3],
  ['50,000 brackets that stay open', 'a: [\n'.repeat(50_000), 'config/unclosed', 1, 4],
  ['a key of 1 MiB', `${fill('x')}: 1\n`, 'config/syntax', 1, 1],
  ['1 MiB of control characters', fill('\u0001'), 'config/illegal-character', 1, 1],
];

const accepted: readonly (readonly [string, string])[] = [
  ['double quotes', `name: "${'some words\n  '.repeat(30_000)}"\n${services}`],
  ['single quotes', `name: '${'some words\n  '.repeat(30_000)}'\n${services}`],
  ['no quotes', `name: ${'some words\n  '.repeat(30_000)}\n${services}`],
  ['a literal block', `name: |\n${'  some words\n'.repeat(30_000)}${services}`],
  ['a folded block', `name: >\n${'  some words\n'.repeat(30_000)}${services}`],
];

/** Of CPU time. Generous: each takes about a second or less; what would be quadratic takes minutes. */
const millisecondsAllowed = 4000;

function timed<Result>(run: () => Result): { readonly result: Result; readonly milliseconds: number } {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return { result, milliseconds: (user + system) / 1000 };
}

const bytesBefore = process.memoryUsage().rss;

describe('hostile documents', () => {
  test.each(refused)('%s: refused at once, with the place', (_, text, code, line, col) => {
    const { result, milliseconds } = timed(() => parseConfig(text, 'obinexus.yml', { defaultName: 'shop' }));
    expect(result.spec).toBeNull();
    expect(result.diagnostics[0]).toMatchObject({ code, origin: { file: 'obinexus.yml', line, col } });
    expect(result.diagnostics.length).toBeLessThan(20);
    expect(milliseconds).toBeLessThan(millisecondsAllowed);
  });

  test.each(accepted)('a text of 30,000 lines in %s is read in linear time', (_, text) => {
    const { result, milliseconds } = timed(() => parseConfig(text, 'obinexus.yml'));
    expect(result.diagnostics).toEqual([]);
    expect(result.spec?.name.length).toBeGreaterThan(300_000);
    expect(milliseconds).toBeLessThan(millisecondsAllowed);
  });

  test('16,000 unknown members are all reported, and fast', () => {
    const text = `services:\n  api:\n    language: go\n${lines(16_000, (index) => `    k${index}: 1\n`)}`;
    const { result, milliseconds } = timed(() => parseConfig(text, 'obinexus.yml', { defaultName: 'shop' }));
    expect(result.diagnostics).toHaveLength(16_000);
    expect(milliseconds).toBeLessThan(millisecondsAllowed);
  });

  test('all of them together add less than 600 MB', () => {
    expect(process.memoryUsage().rss - bytesBefore).toBeLessThan(600e6);
  });

  test('100 levels, 100 anchors and aliases, and 49,000 values pass', () => {
    const deep = `${'['.repeat(95)}${']'.repeat(95)}`;
    const patch = `patches:\n  - { kind: D, operations: [{ op: add, path: /x, value: ${deep} }] }\n`;
    const codes = (text: string) =>
      parseConfig(text, 'o.yml', { defaultName: 'shop' }).diagnostics.map(({ code }) => code);
    expect(codes(patch + services)).toEqual([]);
    expect(codes(patch.replace(deep, `[${deep}]`) + services)).toEqual(['config/too-deep']);
    const args = (count: number) => `services:\n  api:\n    language: go\n    args: [${'a,'.repeat(count)}]\n`;
    expect(codes(args(49_000))).toEqual([]);
    expect(codes(args(51_000))).toEqual(['config/too-many-nodes']);
    const anchored = (count: number) =>
      `services:\n  api:\n    language: go\n    args: [&a x${', *a'.repeat(count)}]\n`;
    expect(codes(anchored(99))).toEqual([]);
    expect(codes(anchored(100))).toEqual(['config/too-many-aliases']);
  });
});
