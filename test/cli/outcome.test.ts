import { exitCodes } from '../../cli/command-table';
import { exitCodeFor } from '../../cli/outcome';
import type { Diagnostic, DiagnosticCode } from '../../lib/model/diagnostic';
import { catalogue } from '../../lib/model/diagnostics/catalogue';

const found = (code: DiagnosticCode, severity: Diagnostic['severity'] = 'error'): Diagnostic => ({
  code,
  severity,
  message: '',
  path: '',
});

test.each([
  [[], 0],
  [[found('config/image-not-pinned', 'warning')], 0],
  [[found('config/unknown-key')], 3],
  [[found('config/image-not-pinned')], 4],
  [[found('plan/no-site')], 6],
  [[found('program/threw')], 7],
  [[found('output/io')], 8],
  [[found('output/locked')], 75],
  [[found('cli/unknown-flag')], 3],
  [[found('config/image-not-pinned', 'warning'), found('output/io')], 8],
  [[found('config/image-not-pinned'), found('plan/no-site')], 6],
])('the findings %j end with exit code %i', (diagnostics, exitCode) => {
  expect(exitCodeFor(diagnostics)).toBe(exitCode);
});

test('every code of the catalogue ends with an exit code that the help explains', () => {
  const explained = new Set(exitCodes.map(([code]) => code));
  const codes = Object.keys(catalogue) as DiagnosticCode[];
  expect(codes.filter((code) => !explained.has(exitCodeFor([found(code)])))).toEqual([]);
});
