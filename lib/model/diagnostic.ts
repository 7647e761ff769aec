import { compareCodeUnits } from './compare';
import { catalogue } from './diagnostics/catalogue';

/** Where something was declared: a construct path (`shop/api`) or a position in a text file (1-based). */
export type Origin =
  { readonly construct: string } | { readonly file: string; readonly line: number; readonly col: number };

export type Severity = 'error' | 'warning';

export type Catalogue = typeof catalogue;
export type DiagnosticCode = keyof Catalogue;
export type DiagnosticParameters<Code extends DiagnosticCode> = Parameters<Catalogue[Code]['text']>[0];

/** A fault of the user's, never of ours: what is wrong, where, and the way out. Plain JSON. */
export interface Diagnostic {
  /** Stable code `area/kebab-case`; `obinexus explain <code>` prints its page. */
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** Subject, both values with units, the rule and the way out, in one sentence or two. */
  readonly message: string;
  /** The place in the document or tree, `/`-separated: `shop/services/api/port`. */
  readonly path: string;
  readonly origin?: Origin;
  /** A suggestion that may be wrong, such as the nearest known name. */
  readonly hint?: string;
}

export interface DiagnosticPlace {
  readonly path: string;
  readonly origin?: Origin | undefined;
  readonly hint?: string | undefined;
}

/** Makes a diagnostic of the catalogue; the parameters' type follows from the code. */
export function diagnostic<Code extends DiagnosticCode>(
  code: Code,
  place: string | DiagnosticPlace,
  parameters: DiagnosticParameters<Code>,
): Diagnostic {
  const entry = catalogue[code];
  const { path, origin, hint } =
    typeof place === 'string' ? { path: place, origin: undefined, hint: undefined } : place;
  // The catalogue's type proves that `parameters` fit the entry of this very code.
  const text = entry.text as (parameters: DiagnosticParameters<Code>) => string;
  return {
    code,
    severity: entry.severity,
    message: printable(text(parameters)),
    path: printable(path),
    ...(origin === undefined ? {} : { origin }),
    ...(hint === undefined ? {} : { hint: printable(hint) }),
  };
}

/** By path, then code, then message, in code units: the order in which diagnostics are shown. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compareCodeUnits(a.path, b.path) || compareCodeUnits(a.code, b.code) || compareCodeUnits(a.message, b.message),
  );
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === 'error');
}

/** Control, line-separator and bidirectional characters as `\uXXXX`: quoted user text cannot drive a terminal. */
export function printable(text: string): string {
  return text.replaceAll(
    // oxlint-disable-next-line no-control-regex -- these are the characters that must not reach a terminal
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
