import { decodeUtf8 } from '../../lib/config/decode';
import { parseConfig } from '../../lib/config/parse';

const api = 'services:\n  api: { language: go }\n';
const member = (text: string) => `services:\n  api: { language: go, ${text} }\n`;
const env = (text: string) => member(`env: { ${text} }`);

function findings(text: string): string[] {
  const { spec, diagnostics } = parseConfig(text, 'obinexus.yml', { defaultName: 'shop' });
  // The contract: a specification exactly when there is no error.
  expect(spec === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
  return diagnostics.map(({ code, origin }) => {
    if (origin === undefined || !('line' in origin)) throw new Error(`${code} has no position`);
    expect(origin.file).toBe('obinexus.yml');
    return `${code} ${origin.line}:${origin.col}`;
  });
}

/** What is written, the document, every finding with its place. */
type Row = readonly [string, string, readonly string[]];

const yamlText: readonly Row[] = [
  ['an empty file', '', ['config/empty 1:1']],
  ['blanks and line ends alone', ' \n \n', ['config/empty 1:1']],
  ['comments alone', '# a\n# b\n', ['config/empty 1:1']],
  ['a document start alone', '---\n', ['config/empty 1:1']],
  ['a byte order mark', `\uFEFF${api}`, []],
  [
    'a byte order mark and a fault on the first line',
    '\uFEFFnam: x\n',
    ['config/missing 1:1', 'config/unknown-key 1:1'],
  ],
  ['CRLF', api.replaceAll('\n', '\r\n'), []],
  ['CRLF and a fault', member('port: x').replaceAll('\n', '\r\n'), ['config/wrong-type 2:30']],
  ['CR alone', 'name: shop\rservices: {}', ['config/illegal-character 1:11']],
  ['a tab as indent', 'services:\n\tapi: { language: go }\n', ['config/tab-indent 2:1']],
  ['a tab after blanks as indent', 'services:\n  api:\n  \tlanguage: go\n', ['config/tab-indent 3:3']],
  ['a tab between a key and its value', 'services:\n  api:\t{ language: go }\n', []],
  ['NUL', `${api}name: a\u0000b\n`, ['config/illegal-character 3:8']],
  ['half of a surrogate pair as an escape', `name: "\\ud800"\n${api}`, ['config/illegal-character 1:7']],
  ['half of a surrogate pair in a key', env('"a\\udc00": x'), ['config/illegal-character 2:31']],
  ['half of a surrogate pair in the text', `# \ud83d\n${api}`, ['config/illegal-character 1:3']],
  ['a duplicate service', `${api}  api: { language: rust }\n`, ['config/duplicate-key 3:3']],
  [
    'duplicate members',
    member('port: 1, "port": 2, port: 3'),
    ['config/duplicate-key 2:33', 'config/duplicate-key 2:44'],
  ],
  [
    'duplicate merge keys',
    'services:\n  api: &x { language: go }\n  b:\n    <<: *x\n    <<: *x\n    language: go\n',
    ['config/merge-key 4:5', 'config/merge-key 5:5'],
  ],
  ['two documents', `${api}---\n${api}`, ['config/multiple-documents 3:1']],
  ['a document after an end mark', `${api}...\n${api}`, ['config/multiple-documents 4:1']],
  ['an end mark', `${api}...\n`, []],
  ['a document start', `---\n${api}`, []],
  ['an anchor that contains itself', 'services: &a\n  api: *a\n', ['config/self-reference 2:8']],
  ['a list that contains itself', member('args: &a [x, *a]'), ['config/self-reference 2:37']],
  ['an alias without anchor', `owner: *team\n${api}`, ['config/unknown-anchor 1:8']],
  ['an alias before its anchor', 'owner: *t\nemail: &t a@b.example\n' + api, ['config/unknown-anchor 1:8']],
  ['a JavaScript tag', `owner: !!js/function 'function () {}'\n${api}`, ['config/tag 1:8']],
  ['a Python tag', `owner: !!python/object:os.system x\n${api}`, ['config/tag 1:8']],
  ['a tag of its own', `owner: !team core\n${api}`, ['config/tag 1:8']],
  ['a wrong !!binary', `owner: !!binary "@@@"\n${api}`, ['config/tag 1:8']],
  ['%YAML 9.9', `%YAML 9.9\n---\n${api}`, ['config/directive 1:1']],
  ['%TAG', `%TAG ! tag:x\n---\n${api}`, ['config/directive 1:1']],
  ['an open double quote', `name: "shop\n${api}`, ['config/unclosed 1:7']],
  ['an open double quote that ends in an escape', `name: "shop\\"\n${api}`, ['config/unclosed 1:7']],
  ['an open single quote', `name: 'shop\n${api}`, ['config/unclosed 1:7']],
  ['an open quote at the end', `${api}name: "`, ['config/unclosed 3:7']],
  ['an open bracket', `regions: [aws:eu-west-2\n${api}`, ['config/unclosed 1:10']],
  ['an open bracket inside an open brace', `regions: [{ id: x\n${api}`, ['config/unclosed 1:11']],
  ['an open brace at the end', 'services: {', ['config/unclosed 1:11']],
  ['a bracket too many', 'services: {}]\n', ['config/syntax 1:13']],
  ['a list as the document', '- a\n- b\n', ['config/wrong-type 1:1']],
  ['a text as the document', 'hello\n', ['config/wrong-type 1:1']],
  ['null as the document', '~\n', ['config/wrong-type 1:1']],
  ['a number as the document', '5\n', ['config/wrong-type 1:1']],
  ['a map in the middle of a value', 'name: a: b\n', ['config/syntax 1:7']],
  ['an indent that fits nothing', 'services:\n  api:\n    language: go\n   port: 80\n', ['config/syntax 4:1']],
  ['two faults that the parser finds at one place', 'name: 1\n owner: 2\n', ['config/syntax 1:7']],
  ['two texts that need quotes', 'owner: @team\nemail: `x`\n', ['config/syntax 1:8', 'config/syntax 2:8']],
  ['an escape that does not exist', `name: "\\q"\n`, ['config/syntax 1:8']],
  ['no blank after a colon', 'name:shop\nowner: x\n', ['config/syntax 1:1']],
  ['a list that turns into a map', '- a\nb: c\n', ['config/syntax 2:1']],
  ['a list as a key', `? [a]\n: 1\n${api}`, ['config/bad-key 1:3']],
  ['an alias as a key', `owner: &o x\n*o : y\n${api}`, ['config/bad-key 2:1']],
  ['a key of 1,025 characters', `? ${'x'.repeat(1025)}\n: 1\n${api}`, ['config/bad-key 1:3']],
  ['no key', `: 1\n${api}`, ['config/bad-key 1:1']],
];

const scalars: readonly Row[] = [
  ['a service n', 'services:\n  n: { language: go }\n', ['config/unquoted-scalar 2:3']],
  ["a service 'n' in quotes", "services:\n  'n': { language: go }\n", []],
  ['a namespace no', `kubernetes: { namespace: no }\n${api}`, ['config/unquoted-scalar 1:26']],
  ['a variable on', env('on: x'), ['config/unquoted-scalar 2:31']],
  ['a call to n', member('calls: [n]'), ['config/unquoted-scalar 2:32']],
  ['yes for true', member('public: yes'), ['config/wrong-type 2:32']],
  ['on for true', member('geo_enabled: on'), ['config/wrong-type 2:37']],
  ['the country NO', member('geo: { residency: [NO] }'), ['config/unquoted-scalar 2:43']],
  ["the country 'NO' in quotes", member("geo: { residency: ['NO'] }"), []],
  ['a port 0o17', member('port: 0o17'), ['config/ambiguous-scalar 2:30']],
  ['a port 0O17', member('port: 0O17'), ['config/ambiguous-scalar 2:30']],
  ['a port 017', member('port: 017'), ['config/ambiguous-scalar 2:30']],
  ['a port 08', member('port: 08'), ['config/ambiguous-scalar 2:30']],
  ['a port -017', member('port: -017'), ['config/ambiguous-scalar 2:30']],
  ['an owner 017', `owner: 017\n${api}`, ['config/ambiguous-scalar 1:8']],
  ['a port 0x1F', member('port: 0x1F'), ['config/ambiguous-scalar 2:30']],
  ['a port 0X1f', member('port: 0X1f'), ['config/ambiguous-scalar 2:30']],
  ['a port 0b1', member('port: 0b1'), ['config/ambiguous-scalar 2:30']],
  ['a port 0B1', member('port: 0B1'), ['config/ambiguous-scalar 2:30']],
  ['a port 8_080', member('port: 8_080'), ['config/wrong-type 2:30']],
  ['a value 1_000', env('A: 1_000'), ['config/unquoted-scalar 2:34']],
  ['a port 1e3', member('port: 1e3'), []],
  ['a value 1e3', env('A: 1e3'), ['config/ambiguous-scalar 2:34']],
  ['a commit 123e4567', env('A: 123e4567'), ['config/number-out-of-range 2:34']],
  ['a commit 12345e67', env('A: 12345e67'), ['config/number-out-of-range 2:34']],
  ['a commit 0123456', env('A: 0123456'), ['config/ambiguous-scalar 2:34']],
  ['a commit 0b12c3d', env('A: 0b12c3d'), []],
  ['an image 1e3', member('image: 1e3'), ['config/wrong-type 2:31']],
  ['a time 12:30:45', env('A: 12:30:45'), ['config/unquoted-scalar 2:34']],
  ['a port mapping 22:22', env('A: 22:22'), ['config/unquoted-scalar 2:34']],
  ['a port .inf', member('port: .inf'), ['config/number-out-of-range 2:30']],
  ['a latency .nan', member('geo: { max_latency_ms: .nan }'), ['config/number-out-of-range 2:47']],
  ['a port -.inf', member('port: -.inf'), ['config/number-out-of-range 2:30']],
  ['an owner .inf', `owner: .inf\n${api}`, ['config/wrong-type 1:8']],
  ['a name ~', `name: ~\n${api}`, ['config/wrong-type 1:7']],
  ['a name null', `name: null\n${api}`, ['config/wrong-type 1:7']],
  ['a name without a value', `name:\n${api}`, ['config/wrong-type 1:1']],
  ['the key <<', `<<: { a: b }\n${api}`, ['config/merge-key 1:1']],
  ["the key '<<' in quotes", `'<<': x\n${api}`, ['config/unknown-key 1:1']],
  ['the key =', `=: x\n${api}`, ['config/unknown-key 1:1']],
  ['a minor 1.31', `kubernetes: { versions: [1.31] }\n${api}`, ['config/wrong-type 1:26']],
  ['a value 1.10', env('A: 1.10'), ['config/ambiguous-scalar 2:34']],
  ['a value 1.1', env('A: 1.1'), []],
  ['a value True', env('A: True'), ['config/ambiguous-scalar 2:34']],
  [
    '9007199254740993',
    member('requests_per_second_per_replica: 9007199254740993'),
    ['config/number-out-of-range 2:57'],
  ],
  ['1e400', member('calls: [{ service: b, bytes: 1e400 }]'), ['config/number-out-of-range 2:53']],
  [
    '1e400 in a raw patch',
    `patches: [{ kind: D, operations: [{ op: add, path: /x, value: 1e400 }] }]\n${api}`,
    ['config/number-out-of-range 1:63'],
  ],
  ['a date', `owner: 2001-01-01\n${api}`, ['config/unquoted-scalar 1:8']],
  ['a blank before a language', member('language: " go"').replace('language: go, ', ''), ['config/bad-value 2:20']],
  ['a blank after a tier', member('tier: "open "'), ['config/bad-value 2:30']],
  ['blanks and a line end as a value', env('A: " \\n"'), []],
  ['U+0085 in a value', env('A: "a\u0085b"'), ['config/illegal-character 2:36']],
  ['U+2028 in a value', env('A: "a\u2028b"'), ['config/illegal-character 2:36']],
  ['U+2029 in a key', env('a\u2029b: x'), ['config/illegal-character 2:32']],
  ['U+2028 as an escape', env('A: "a\\u2028b"'), []],
  ['U+FEFF in a value', env('A: "a\uFEFFb"'), ['config/illegal-character 2:36']],
  ['U+00A0 in a value', env('A: "a\u00A0b"'), []],
  ['U+00A0 in a key', member('port\u00A0: 80'), ['config/unknown-key 2:24']],
  ['U+007F', env('A: a\u007Fb'), ['config/illegal-character 2:35']],
  ['U+007F as an escape', env('A: "\\x7f"'), ['config/illegal-character 2:34']],
  ['ESC', `# \u001B[31mred\n${api}`, ['config/illegal-character 1:3']],
  ['ESC as an escape', env('A: "\\e[31m"'), ['config/illegal-character 2:34']],
  ['a right-to-left override', `# \u202Eabc\n${api}`, ['config/illegal-character 1:3']],
  ['an isolate', env('A: \u2066b'), ['config/illegal-character 2:34']],
  ['a Cyrillic letter in a member', member('p\u043Ert: 80'), ['config/unknown-key 2:24']],
  ['-0', member('geo: { max_latency_ms: -0 }'), ['config/number-out-of-range 2:47']],
];

const shapes: readonly Row[] = [
  ['no services', 'name: shop\n', ['config/missing 1:1']],
  ['an empty map of services', 'services: {}\n', ['config/bad-value 1:1']],
  ['a service without a value', 'services:\n  api:\n', ['config/wrong-type 2:3']],
  ['a service that is a list', 'services:\n  api: [go]\n', ['config/wrong-type 2:3']],
  ['a misspelled member', member('prot: 80'), ['config/unknown-key 2:24']],
  ['a language in capitals', 'services: { api: { language: Python } }\n', ['config/bad-value 1:30']],
  ['a port in words', member('port: http'), ['config/wrong-type 2:30']],
  ['a port 65536', member('port: 65536'), ['config/number-out-of-range 2:30']],
  ['a port 0', member('port: 0'), ['config/number-out-of-range 2:30']],
  ['a port 80.5', member('port: 80.5'), ['config/wrong-type 2:30']],
  ['a port in quotes', member('port: "80"'), ['config/wrong-type 2:30']],
  ['a latitude 90.0001', `regions: [{ id: x, lat: 90.0001, lng: 0 }]\n${api}`, ['geo/latitude-out-of-range 1:25']],
  ['a longitude 181', `regions: [{ id: x, lat: 0, lng: 181 }]\n${api}`, ['geo/longitude-out-of-range 1:33']],
  ['a latitude 51.5N', `regions: [{ id: x, lat: 51.5N, lng: 0 }]\n${api}`, ['config/wrong-type 1:25']],
  ['a number for a tier', member('tier: 5'), ['config/wrong-type 2:30']],
  ['a list for a protocol', member('protocol: [http]'), ['config/wrong-type 2:24']],
  ['a link of one region', `topology: { kind: p2p, links: [[a]] }\n${api}`, ['config/bad-value 1:32']],
  ['a link of three regions', `topology: { kind: p2p, links: [[a, b, c]] }\n${api}`, ['config/bad-value 1:32']],
  [
    'a patch without a value',
    `patches: [{ kind: D, operations: [{ op: add, path: /x }] }]\n${api}`,
    ['config/missing 1:35'],
  ],
  [
    'a move without a source',
    `patches: [{ kind: D, operations: [{ op: move, path: /x }] }]\n${api}`,
    ['config/missing 1:35'],
  ],
  ['a removal without a value', `patches: [{ kind: D, operations: [{ op: remove, path: /x }] }]\n${api}`, []],
  ['__proto__ as a key', `__proto__: { polluted: 1 }\n${api}`, ['config/forbidden-key 1:1']],
  ['"__proto__" in quotes deep inside', env('"__proto__": x'), ['config/forbidden-key 2:31']],
  [
    'constructor and prototype',
    'services: { constructor: { language: go }, prototype: { language: go }, a: { language: go } }\n',
    ['config/forbidden-key 1:13', 'config/forbidden-key 1:44'],
  ],
  [
    'toString and hasOwnProperty as services',
    'services: { toString: { language: go }, hasOwnProperty: { language: go } }\n',
    [],
  ],
  [
    'several faults at once, in the order of the text',
    'nam: shop\nservices:\n  api: { language: go, port: http }\n  web: { framework: react, tier: gold }\n',
    ['config/unknown-key 1:1', 'config/wrong-type 3:30', 'config/missing 4:3', 'config/bad-value 4:34'],
  ],
];

describe('bad documents: every finding has its code and its place', () => {
  test.each(yamlText)('text: %s', (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  test.each(scalars)('scalar: %s', (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  test.each(shapes)('shape: %s', (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  test('-0 is 0', () => {
    const document = `regions: [{ id: x, lat: -0, lng: -0.0, country: NG }]\n${api}`;
    const { spec } = parseConfig(document, 'obinexus.yml', { defaultName: 'shop' });
    const [region] = spec?.regions ?? [];
    expect(region).toStrictEqual({ id: 'x', lat: 0, lng: 0, country: 'NG' });
  });

  test('no document changes what objects are', () => {
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('words that other readers take for true, false or nothing', () => {
  const words = [
    'y',
    'Y',
    'n',
    'N',
    ...['yes', 'no', 'on', 'off'].flatMap((word) => [
      word,
      `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
      word.toUpperCase(),
    ]),
  ];

  test.each(words)('%s is warned of as a service, a value and an item, and quotes settle it', (word) => {
    const document = (text: string) =>
      `services:\n  ${text}: { language: go, env: { A: ${text} }, calls: [${text}] }\n`;
    expect(findings(document(word)).map((finding) => finding.split(' ')[0])).toEqual(
      Array.from({ length: 3 }, () => 'config/unquoted-scalar'),
    );
    expect(findings(document(`'${word}'`))).toEqual([]);
    expect(findings(document(`"${word}"`))).toEqual([]);
  });

  test('the warning names the quoted form', () => {
    const { diagnostics } = parseConfig(member('geo: { residency: [NO] }'), 'o.yml', { defaultName: 'shop' });
    expect(diagnostics[0]?.message).toBe("NO is taken as a text here, but other programs read it as false; write 'NO'");
  });
});

describe('hints', () => {
  const hintOf = (text: string) => parseConfig(text, 'o.yml', { defaultName: 'shop' }).diagnostics[0]?.hint;

  test.each([
    [member('prot: 80'), 'did you mean "port"?'],
    [member('geoEnabled: true'), 'did you mean "geo_enabled"?'],
    [member('geo-enabled: true'), 'did you mean "geo_enabled"?'],
    [member('max_latency_ms: 5'), '"max_latency_ms" is a member of "geo"'],
    [member('port:80'), 'write a blank after the colon of "port:80"'],
    [member('public: yes'), 'write true'],
    [member('port: "80"'), 'write 80'],
    [member('port: 8_080'), 'write 8080'],
    [member('calls: engine'), 'write [engine]'],
    [`topology: hybrid\n${api}`, 'write { kind: hybrid }'],
    [`kubernetes: { versions: [1.30] }\n${api}`, "write '1.30'"],
    ['services: { api: { language: Pyton } }\n', 'did you mean "python"?'],
    [member('p\u043Ert: 80'), 'did you mean "port"?; the key holds U+043E, which looks like another character'],
    [env('A: 123e4567'), "write '123e4567' if it is a text"],
    ['services:\n  api:\n', 'give it a value, or remove the key'],
  ])('%j: %s', (text, hint) => {
    expect(hintOf(text)).toBe(hint);
  });
});

describe('messages', () => {
  test.each([
    ['a tag', `owner: !${'x'.repeat(100_000)} y\n${api}`],
    ['a directive', `%${'x'.repeat(100_000)}\n${api}`],
    ['an alias', `owner: *${'x'.repeat(100_000)}\n${api}`],
    ['a text', member(`tier: ${'x'.repeat(100_000)}`)],
    ['a text in place of a map', `topology: ${'x'.repeat(100_000)}\n${api}`],
    ['a text in place of a list', `regions: ${'x'.repeat(100_000)}\n${api}`],
    ['a number', member(`port: ${'1'.repeat(100_000)}`)],
    ['an octal number', member(`port: 0${'1'.repeat(100_000)}`)],
    ['a fraction as a value', env(`A: 1.${'0'.repeat(100_000)}`)],
    ['a key', `? ${'x'.repeat(100_000)}\n: 1\n${api}`],
    ['a word of emoji', member(`tier: a${'\u{1F600}'.repeat(10_000)}`)],
  ])('stay short and whole, however long what they quote is: %s', (_, text) => {
    const { diagnostics } = parseConfig(text, 'o.yml', { defaultName: 'shop' });
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { message, hint = '' } of diagnostics) {
      expect(message.length).toBeLessThan(400);
      expect(hint.length).toBeLessThan(400);
      expect(`${message}${hint}`).not.toMatch(/\p{Cs}/u);
    }
  });
});

describe('bytes', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));

  test('a file that is no UTF-8 is refused at the first such byte', () => {
    const { text, diagnostics } = decodeUtf8(bytes(...ascii('a: b\nc: '), 0xc3, 0xa9, 0xe9, 0x0a), 'o.yml');
    expect(text).toBeNull();
    expect(diagnostics).toMatchObject([
      {
        code: 'config/not-utf8',
        origin: { file: 'o.yml', line: 2, col: 5 },
        message: expect.stringContaining('0xe9 at offset 10') as string,
      },
    ]);
  });

  test.each([
    ['a character cut off at the end', bytes(0x61, 0xe2, 0x82), 1, 2],
    ['half of a surrogate pair', bytes(0x61, 0x0a, 0xed, 0xa0, 0x80), 2, 1],
    ['an overlong form', bytes(0xc0, 0x80), 1, 1],
    ['UTF-16', bytes(0xff, 0xfe, 0x61, 0x00), 1, 1],
  ])('%s is no UTF-8', (_, input, line, col) => {
    expect(decodeUtf8(input, 'o.yml').diagnostics).toMatchObject([{ code: 'config/not-utf8', origin: { line, col } }]);
  });

  test('UTF-8 is decoded, its byte order mark left out', () => {
    expect(decodeUtf8(bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa9), 'o.yml')).toEqual({ text: '\u00e9', diagnostics: [] });
  });

  test('10 MB are refused before they are decoded', () => {
    expect(decodeUtf8(new Uint8Array(10_000_000), 'o.yml')).toMatchObject({
      text: null,
      diagnostics: [{ code: 'config/too-large' }],
    });
  });
});
