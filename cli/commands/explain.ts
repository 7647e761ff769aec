import { diagnostic } from '../../lib/model/diagnostic';
import { catalogue } from '../../lib/model/diagnostics/catalogue';
import type { CatalogueEntry } from '../../lib/model/diagnostics/entry';
import { exitCodeOf, strictExitCode } from '../../lib/model/diagnostics/exit-code';
import { nearestName } from '../../lib/model/nearest-name';
import type { CliHost } from '../host';
import { painter } from '../render/colour';
import { wrap } from '../render/text';
import { onlyDiagnostics, type CommandResult } from './result';
import type { Run } from './synthesis';

/** Prints the page of a code: what it means, why it matters, what to do. */
export function explain(run: Run, host: CliHost): CommandResult {
  const code = run.arguments.get('code') ?? '';
  const entries = new Map(Object.entries<CatalogueEntry>(catalogue));
  const entry = entries.get(code);
  if (entry === undefined) {
    const near = nearestCode(code, [...entries.keys()]);
    const hint = near === undefined ? undefined : `did you mean "${near}"?`;
    return onlyDiagnostics([diagnostic('cli/unknown-code', { path: code, hint }, { code })]);
  }
  const { severity, what, why, fix } = entry;
  const exitCode = severity === 'error' ? exitCodeOf(code) : strictExitCode;
  const json = { explanation: { code, severity, exitCode, what, why, fix } };
  return { diagnostics: [], data: page(code, entry, exitCode, host), message: '', json };
}

/** Also finds a code by its second half alone: `unknown-key`. */
function nearestCode(code: string, codes: readonly string[]): string | undefined {
  const byName = codes.filter((each) => each.split('/')[1] === code.split('/').at(-1));
  return byName.length === 1 ? byName[0] : nearestName(code, codes);
}

function page(code: string, { severity, what, why, fix }: CatalogueEntry, exitCode: number, host: CliHost): string {
  const paint = painter(host.data);
  const width = Math.min(host.data.columns, 100);
  const consequence =
    severity === 'error' ? `error, exit code ${exitCode}` : `warning, with --strict exit code ${exitCode}`;
  const section = (title: string, text: string): string => `\n${paint('strong', title)}\n${wrap(text, width, '  ')}\n`;
  const title = `${paint(severity, code)} (${consequence})\n`;
  return title + section('What', what) + section('Why', why) + section('Fix', fix);
}
