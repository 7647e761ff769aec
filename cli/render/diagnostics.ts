import { count } from '../../lib/emit/number-text';
import { codeFrame } from '../../lib/config/frame';
import type { Diagnostic, Origin } from '../../lib/model/diagnostic';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { wrap } from './text';

export interface Sources {
  /** Text of a file, for frames; undefined when it cannot be read. */
  text(file: string): string | undefined;
}

/** More findings than these are counted, not shown: the rest is in `--json`. */
const shownInFull = 20;
/** Where there are errors, only they have their lines shown. */
const framesOfErrors = 8;
const framesOfWarnings = 3;

/** Every finding with its position, the line it is on and a suggestion; then the count and where to read more. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  terminal: Pick<Terminal, 'columns'>,
  paint: Paint,
): string {
  if (diagnostics.length === 0) return '';
  const width = Math.min(terminal.columns, 100);
  const ordered = [...diagnostics.filter(isError), ...diagnostics.filter((each) => !isError(each))];
  const frames = ordered.some(isError) ? Math.min(framesOfErrors, ordered.filter(isError).length) : framesOfWarnings;
  const shown = ordered.slice(0, shownInFull);
  const parts = shown.map((each, index) => renderOne(each, index < frames, sources, width, paint));
  return `${parts.join('\n')}\n${wrap(summary(diagnostics), width)}\n`;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function renderOne(each: Diagnostic, withFrame: boolean, sources: Sources, width: number, paint: Paint): string {
  const { code, severity, message, hint, origin } = each;
  const place = placeOf(each);
  const lines = [
    `${paint(severity, severity)} ${paint('strong', code)}${place === '' ? '' : ` ${paint('link', place)}`}`,
  ];
  lines.push(wrap(message, width, '  '));
  if (hint !== undefined) lines.push(wrap(`hint: ${hint}`, width, '  '));
  const frame = withFrame && origin !== undefined ? frameOf(origin, sources, width) : '';
  if (frame !== '')
    lines.push(...frame.split('\n').map((line) => (line.startsWith('>') ? line : paint('quiet', line))));
  return `${lines.join('\n')}\n`;
}

function placeOf({ origin, path }: Diagnostic): string {
  if (origin === undefined) return path;
  return 'construct' in origin ? origin.construct : `${origin.file}:${origin.line}:${origin.col}`;
}

function frameOf(origin: Origin, sources: Sources, width: number): string {
  if ('construct' in origin) return '';
  const text = sources.text(origin.file);
  return text === undefined ? '' : codeFrame(text.replace(/^\uFEFF/, ''), origin, width);
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(isError);
  const warnings = diagnostics.length - errors.length;
  const counts = [
    ...(errors.length > 0 ? [count(errors.length, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ].join(', ');
  const hidden = diagnostics.length - shownInFull;
  const more = hidden > 0 ? `, ${count(hidden, 'more is', 'more are')} in --json` : '';
  const code = (errors[0] ?? diagnostics[0])?.code ?? '';
  return `${counts}${more}. More about it: obinexus explain ${code}`;
}
