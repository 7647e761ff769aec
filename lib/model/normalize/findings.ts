import { diagnostic, type Diagnostic, type DiagnosticCode, type DiagnosticParameters } from '../diagnostic';

/** What `normalize` collects on its way: all faults at once. */
export interface Findings {
  readonly diagnostics: Diagnostic[];
}

export function report<Code extends DiagnosticCode>(
  findings: Findings,
  code: Code,
  path: string,
  parameters: DiagnosticParameters<Code>,
  nearest?: string,
): void {
  findings.diagnostics.push(
    diagnostic(code, { path, hint: nearest === undefined ? undefined : `did you mean "${nearest}"?` }, parameters),
  );
}

interface Range {
  readonly min: number;
  readonly max?: number;
  readonly integer?: boolean;
  /** The minimum itself is too little. */
  readonly above?: boolean;
}

/** The number when it is in range, else a finding and `fallback`. */
export function numberIn(
  findings: Findings,
  path: string,
  place: string,
  value: number | undefined,
  fallback: number,
  range: Range,
): number {
  if (value === undefined) return fallback;
  const { min, max = Number.MAX_SAFE_INTEGER, integer = false, above = false } = range;
  if (
    typeof value === 'number' &&
    value <= max &&
    (above ? value > min : value >= min) &&
    (!integer || Number.isInteger(value))
  )
    return value === 0 ? 0 : value;
  report(findings, 'config/number-out-of-range', path, { place, found: String(value), range: describe(range) });
  return fallback;
}

function describe({ min, max, integer, above }: Range): string {
  const kind = integer === true ? 'a whole number' : 'a number';
  const lower = above === true ? `above ${min}` : `at least ${min}`;
  return max === undefined
    ? `${kind} ${lower}`
    : `${kind} ${above === true ? `above ${min} and at most ${max}` : `from ${min} to ${max}`}`;
}
