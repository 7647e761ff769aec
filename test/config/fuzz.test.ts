import { codeFrame } from '../../lib/config/frame';
import { parseConfig, type ParsedConfig } from '../../lib/config/parse';

const seed = 0x0b1_2026;
const runs = 20_000;

/** Mulberry32: the same mutations on every machine. */
function randomOf(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const documents = [
  `topology: { kind: hybrid, survive: 1 }
regions:
  - aws:eu-west-2
  - { id: lagos-edge, lat: 6.45, lng: 3.39, country: NG, capacity: { cpu: 16, memory: 64Gi } }
demand: { cities: { min_population: 1000000 }, requests_per_second: 20000 }
services:
  api: { language: python, geo: { max_latency_ms: 120 }, calls: [{ service: engine, per_request: 2 }] }
  engine: { language: rust, type: compute }
`,
  'services:\n  api: &a { language: go, args: &b [x, "y", \'z\'] }\n  web: *a\n  job:\n    language: go\n    args: *b\n',
  'name: >-\n  folded\n  text\nowner: |\n  a\n  b\nservices:\n  ? api\n  : language: "go"\n    env: { A: 1, B: {secret: s, key: k} }\n',
];

const fragments = [
  '\n',
  '\n\n',
  ' ',
  '  ',
  '\t',
  ':',
  ': ',
  '- ',
  '- - ',
  '? ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '\\',
  '#',
  ' #',
  '|',
  '>',
  '|2-',
  '&a ',
  '*a',
  '!t ',
  '!!str ',
  '%YAML 1.1\n',
  '---\n',
  '...\n',
  '<<: *a',
  '__proto__',
  '"__proto__": { polluted: 1 }',
  'constructor',
  '~',
  'null',
  'NO',
  '017',
  '0x1F',
  '1e400',
  '-0',
  '.nan',
  '1.10',
  '9007199254740993',
  '\r',
  '\r\n',
  '\0',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\u00A0',
  '\u202E',
  '\uD800',
  '\u001B[31m',
  '"\\uD800"',
  '"\\e"',
  '漢',
  '😀',
  '[[[[[[[[',
  '{a: {a: {a: ',
  '@',
  '`',
  'a: b: c',
];

function mutate(text: string, random: (below: number) => number): string {
  let mutated = text;
  for (let count = 1 + random(4); count > 0; count -= 1) {
    const at = random(mutated.length + 1);
    const length = random(12);
    const fragment = fragments[random(fragments.length)] ?? '';
    const other = random(mutated.length + 1);
    const kinds = [
      () => mutated.slice(0, at) + fragment + mutated.slice(at),
      () => mutated.slice(0, at) + mutated.slice(at + length),
      () => mutated.slice(0, at) + fragment + mutated.slice(at + length),
      () => mutated.slice(0, at) + mutated.slice(other, other + length * 8) + mutated.slice(at),
      () => mutated.slice(0, at),
      () => mutated.slice(0, at) + String.fromCharCode(random(0x10000)) + mutated.slice(at + 1),
    ];
    mutated = kinds[random(kinds.length)]?.() ?? mutated;
  }
  return mutated;
}

/** What is wrong with the answer to a text; undefined when it keeps its contract. */
function faultOf(text: string, { spec, diagnostics, locate }: ParsedConfig): string | undefined {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if ((spec === null) !== errors.length > 0)
    return `spec is ${spec === null ? 'null' : 'there'} with ${errors.length} errors`;
  for (const { code, origin, message } of diagnostics) {
    if (origin === undefined || !('line' in origin)) return `${code} has no position`;
    const line = lines[origin.line - 1];
    if (line === undefined || origin.col < 1 || origin.col > line.length + 1) return `${code} is outside of the text`;
    if (codeFrame(text, origin) === '') return `${code} has no frame`;
    // oxlint-disable-next-line no-control-regex -- nothing that drives a terminal
    if (/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/.test(message))
      return `${code} has a control character in its message`;
  }
  locate('services/api/geo/maxLatencyMs');
  return undefined;
}

describe('20,000 random mutations of valid documents', () => {
  test(`give a specification or an error with a place, and never throw or hang (seed ${seed})`, () => {
    const random = randomOf(seed);
    const answers = { accepted: 0, refused: 0 };
    for (let run = 0; run < runs; run += 1) {
      const text = mutate(documents[run % documents.length] ?? '', random);
      const started = process.cpuUsage();
      const parsed = parseConfig(text, 'o.yml', { defaultName: 'shop' });
      const { user } = process.cpuUsage(started);
      const fault = user > 1e6 ? `took ${user / 1000} ms` : faultOf(text, parsed);
      if (fault !== undefined) throw new Error(`run ${run}: ${fault}\n${JSON.stringify(text)}`);
      answers[parsed.spec === null ? 'refused' : 'accepted'] += 1;
    }
    expect(answers.accepted).toBeGreaterThan(runs / 100);
    expect(answers.refused).toBeGreaterThan(runs / 2);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
