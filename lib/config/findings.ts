import { diagnostic, type Diagnostic, type DiagnosticCode, type DiagnosticParameters } from '../model/diagnostic';
import { positionAt, type SourceText } from './source-text';

/** Collects the diagnostics of one document, each with its position. */
export interface Findings {
  readonly source: SourceText;
  readonly diagnostics: Diagnostic[];
}

export interface FindingPlace {
  /** Offset into the text. */
  readonly at: number;
  /** `/`-separated, camelCase. @default '' */
  readonly path?: string;
  readonly hint?: string | undefined;
}

export function report<Code extends DiagnosticCode>(
  findings: Findings,
  code: Code,
  place: FindingPlace,
  parameters: DiagnosticParameters<Code>,
): void {
  const origin = { file: findings.source.file, ...positionAt(findings.source, place.at) };
  findings.diagnostics.push(diagnostic(code, { path: place.path ?? '', hint: place.hint, origin }, parameters));
}
