import { painter } from '../../../cli/render/colour';
import { renderDiagnostics } from '../../../cli/render/diagnostics';
import type { Diagnostic } from '../../../lib/model/diagnostic';

const plain = painter({ hasColour: false });
const sources = { text: (file: string) => (file === 'obinexus.yml' ? 'services:\n  api:\n    prot: 80\n' : undefined) };
const render = (diagnostics: readonly Diagnostic[], columns = 100): string =>
  renderDiagnostics(diagnostics, sources, { columns }, plain);

const error = (path: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'config/unknown-key',
  severity: 'error',
  message: 'service "api" has no member "prot"',
  path,
  ...more,
});
const warning: Diagnostic = {
  code: 'config/image-not-pinned',
  severity: 'warning',
  message: 'not pinned',
  path: 'services/api',
};

test('nothing found is nothing said', () => {
  expect(render([])).toBe('');
});

test('a finding has its position, message, suggestion, line and the way to more', () => {
  const origin = { file: 'obinexus.yml', line: 3, col: 5 };
  expect(render([error('services/api/prot', { origin, hint: 'did you mean "port"?' })])).toBe(
    `error config/unknown-key obinexus.yml:3:5
  service "api" has no member "prot"
  hint: did you mean "port"?
  2 |   api:
> 3 |     prot: 80
    |     ^

1 error. More about it: obinexus explain config/unknown-key
`,
  );
});

test('a construct, a file that is gone and a bare path are named without a line', () => {
  const text = render([
    error('a', { origin: { construct: 'shop/api' } }),
    error('b', { origin: { file: 'gone.ts', line: 1, col: 1 } }),
    error('c'),
  ]);
  expect(text.match(/^error .*$/gm)).toEqual([
    'error config/unknown-key shop/api',
    'error config/unknown-key gone.ts:1:1',
    'error config/unknown-key c',
  ]);
});

test('errors come before warnings, and warnings have no lines beside errors', () => {
  const origin = { file: 'obinexus.yml', line: 1, col: 1 };
  const text = render([{ ...warning, origin }, error('x', { origin })]);
  expect(text.indexOf('error ')).toBeLessThan(text.indexOf('warning '));
  expect(text.match(/^> 1 \|/gm)).toHaveLength(1);
  expect(text).toContain('1 error, 1 warning. More about it: obinexus explain config/unknown-key');
});

test('of a thousand findings twenty are shown and the rest is counted, on less than two hundred lines', () => {
  const origin = { file: 'obinexus.yml', line: 2, col: 3 };
  const text = render(Array.from({ length: 1_000 }, (_, index) => error(`services/s${index}`, { origin })));
  expect(text.match(/^error /gm)).toHaveLength(20);
  expect(text).toContain('1,000 errors, 980 more are in --json');
  expect(text.split('\n').length).toBeLessThan(200);
});

test('twenty columns are kept by every line but the one with the code and the position', () => {
  const origin = { file: 'obinexus.yml', line: 3, col: 5 };
  const lines = render([error('x', { origin, message: 'a message of many words and onelongwordwithoutanyblank' })], 20)
    .split('\n')
    .filter((line) => !line.startsWith('error ') && !line.includes('|'));
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(20);
});

test('colour is around words only, never inside a frame or across lines', () => {
  const origin = { file: 'obinexus.yml', line: 3, col: 5 };
  const text = renderDiagnostics([error('x', { origin })], sources, { columns: 80 }, painter({ hasColour: true }));
  for (const line of text.split('\n')) expect(line.split('\u001b[0m').length).toBe(line.split(/\u001b\[[1-9]/).length); // oxlint-disable-line no-control-regex
  expect(text).toContain('> 3 |     prot: 80');
});
