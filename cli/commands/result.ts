import type { Diagnostic } from '../../lib/model/diagnostic';

/** What a command has to say, before any of it is printed. */
export interface CommandResult {
  readonly diagnostics: readonly Diagnostic[];
  /** For standard output. */
  readonly data: string;
  /** For standard error, after the diagnostics. */
  readonly message: string;
  /** Further members of the `--json` document. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Without errors the command ends with the exit code of differences. */
  readonly differs?: boolean;
}

export function onlyDiagnostics(diagnostics: readonly Diagnostic[]): CommandResult {
  return { diagnostics, data: '', message: '', json: {} };
}
