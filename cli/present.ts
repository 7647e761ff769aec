import { emitJson } from '../lib/emit/json';
import type { Diagnostic } from '../lib/model/diagnostic';
import type { CommandName } from './command-table';
import type { CommandResult } from './commands/result';
import { NotAFile, type CliHost } from './host';
import { differenceExitCode, exitCodeFor } from './outcome';
import { painter } from './render/colour';
import { renderDiagnostics } from './render/diagnostics';

/** Data on standard output, everything else on standard error; with `--json` one document and nothing else. */
export function present(command: CommandName | undefined, result: CommandResult, json: boolean, host: CliHost): number {
  const diagnostics = result.diagnostics.map((each) => withShortPath(each, host));
  const faults = exitCodeFor(diagnostics);
  const exitCode = faults === 0 && result.differs === true ? differenceExitCode : faults;
  if (json) {
    host.writeData(emitJson({ command: command ?? null, exitCode, diagnostics, ...result.json }));
    return exitCode;
  }
  // Findings first: the data may be long, and a pipe may close early.
  host.writeMessage(renderDiagnostics(diagnostics, sourcesOf(host), host.messages, painter(host.messages)));
  host.writeData(result.data);
  host.writeMessage(result.message);
  return exitCode;
}

function withShortPath(each: Diagnostic, host: CliHost): Diagnostic {
  const { origin } = each;
  if (origin === undefined || 'construct' in origin) return each;
  return { ...each, origin: { ...origin, file: host.displayPath(origin.file) } };
}

function sourcesOf(host: CliHost): { text(file: string): string | undefined } {
  const texts = new Map<string, string | undefined>();
  return {
    text(file) {
      if (!texts.has(file)) texts.set(file, readQuietly(host, file));
      return texts.get(file);
    },
  };
}

/** A frame is a courtesy: a file that cannot be read any more has none. */
function readQuietly(host: CliHost, file: string): string | undefined {
  try {
    return host.readText(file);
  } catch (error) {
    if (error instanceof NotAFile || (error as NodeJS.ErrnoException).code !== undefined) return undefined;
    throw error;
  }
}
