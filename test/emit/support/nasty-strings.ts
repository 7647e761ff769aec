/** mulberry32: a small generator with a stated seed, so that a failure can be repeated. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words = 'y n yes no on off true false null nan inf infinity none nil undefined';

/** Strings that some YAML reader takes for another type, another structure or an error when written carelessly. */
export const nastyStrings: readonly string[] = [
  words.split(' ').flatMap((word) => [word, word.toUpperCase(), (word[0] ?? '').toUpperCase() + word.slice(1)]),
  [
    '',
    ' ',
    '  ',
    '\n',
    ' \n',
    '\n ',
    '\t',
    'a\t',
    '\ta',
    'a ',
    ' a',
    'a\nb',
    'a\n',
    'a\n\n',
    '\na',
    'a\n b\n',
    ' a\nb',
  ],
  ['a \nb', 'a\n\nb\n', 'a\n  b\nc', '# a\nb', '- a\nb', '---\na', 'a\n---\nb', 'a\n...\n', '%a\nb', 'a\r\nb', 'a\rb'],
  ['-', '--', '---', '...', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', "'", '"', '%', '@', '`'],
  ['- a', '? a', ': a', 'a: b', 'a:', 'a #b', 'a#b', '#a', '&a', '*a', '!a', '!!str a', '|a', '>a', "'a'", '"a"'],
  ['~', '<<', '=', '.', '..', '/', '\\', '\\n', '\\u0041', '$', '${a}', '%{a}', '{{ a }}', '[a]', '{a: b}', '{}', '[]'],
  ['0', '1', '-1', '+1', '00', '017', '0o17', '0O17', '0x1F', '0X1f', '0b1', '0B1', '1_000', '1,000', '1e3', '1E3'],
  [
    '1.',
    '.1',
    '1.0',
    '1.10',
    '1e-7',
    '1.0e-7',
    '1.e+3',
    '-.inf',
    '.inf',
    '.Inf',
    '.INF',
    '+.inf',
    '.nan',
    '.NaN',
    '.NAN',
  ],
  ['123e4567', '12345e67', '12:30', '12:30:45', '190:20:30', '-1:20', '9007199254740993', '1e400', '0777', '0o777'],
  ['2001-01-01', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43', '2001-1-1', '01:02:03.4', '1.2.3', '1.2.3.4'],
  [
    'a\u0085b',
    'a\u2028b',
    'a\u2029b',
    '\ufeffa',
    'a\ufeff',
    '\u00a0',
    'a\u00a0b',
    '\u007f',
    '\u0080',
    '\u009f',
    '\u001b[31m',
  ],
  [
    '\u0000',
    '\u0001',
    '\u001f',
    '\u202ea',
    '\u200b',
    '\u00ad',
    '\ufffe',
    '\uffff',
    '\ufffd',
    '\ufdd0',
    'é',
    'ı',
    'İ',
    'K',
  ],
  ['\u{1f600}', '\u{10ffff}', '\u{1fffe}', 'a\u{1f600}b', '\ud7ff', '\ue000', 'e\u0301', '\u05d0', '\u4e2d\u6587'],
  ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a'.repeat(200), 'a'.repeat(201), '/'.repeat(80)],
  [
    'a'.repeat(79),
    'word '.repeat(40),
    `${'line\n'.repeat(20)}`,
    `${'  indented\n'.repeat(3)}`,
    `a\n${' '.repeat(3)}b\n`,
  ],
].flat();

const alphabets: readonly (readonly string[])[] = [
  'abcxyzABZ019'.split(''),
  '-._/:'.split(''),
  ' \t\n\r'.split(''),
  '#&*!|>\'"%@`[]{},?=~<\\$'.split(''),
  ['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\u009f', '\u00a0', '\u00ad', '\u2028', '\u2029', '\ufeff'],
  [
    'é',
    'ß',
    'ı',
    '\u202e',
    '\u200d',
    '\u4e2d',
    '\ufffd',
    '\ufffe',
    '\uffff',
    '\ud7ff',
    '\ue000',
    '\u{1f600}',
    '\u{10ffff}',
  ],
  [
    'yes',
    'no',
    'null',
    'true',
    'on',
    '0x',
    '0o',
    '1e',
    '.inf',
    '.nan',
    '<<',
    '---',
    '...',
    '- ',
    ': ',
    ' #',
    '!!',
    '\n  ',
  ],
];

/** A string of up to 12 pieces, each from an alphabet drawn anew or from the one that the string keeps to. */
export function randomString(random: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  if (random() < 0.1) return pick(nastyStrings) + (random() < 0.5 ? pick(nastyStrings) : '');
  const kept = random() < 0.5 ? pick(alphabets) : undefined;
  return Array.from({ length: Math.floor(random() * 13) }, () => pick(kept ?? pick(alphabets))).join('');
}
