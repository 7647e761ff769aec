import { emitJson } from '../lib/emit/json';
import type { Diagnostic } from '../lib/model/diagnostic';
import { parseArguments } from './arguments';
import type { CommandName } from './command-table';
import { explain } from './commands/explain';
import { init } from './commands/init';
import { plan } from './commands/plan';
import { onlyDiagnostics, type CommandResult } from './commands/result';
import { synth, validate } from './commands/synth';
import type { Run } from './commands/synthesis';
import { NotAFile, type CliHost } from './host';
import { exitCodeFor } from './outcome';
import { startProgress } from './progress';
import { painter } from './render/colour';
import { renderDiagnostics } from './render/diagnostics';
import { renderHelp } from './render/help';

/** Runs one command line. Returns the exit code; throws only for a fault of ours. */
export async function runCli(words: readonly string[], host: CliHost): Promise<number> {
  const invocation = parseArguments(words);
  switch (invocation.kind) {
    case 'help':
      host.writeData(renderHelp(invocation.command, host.data, painter(host.data)));
      return 0;
    case 'version':
      host.writeData(`${host.version()}\n`);
      return 0;
    case 'refused':
      return present(undefined, onlyDiagnostics(invocation.diagnostics), invocation.json, host);
    case 'run': {
      const progress = startProgress(host.messages, `obinexus ${invocation.command.name}`);
      let result: CommandResult;
      try {
        result = await runCommand(invocation.command.name, invocation, host);
      } finally {
        progress.stop();
      }
      return present(invocation.command.name, result, invocation.flags.has('json'), host);
    }
  }
}

function runCommand(name: CommandName, run: Run, host: CliHost): Promise<CommandResult> | CommandResult {
  switch (name) {
    case 'init':
      return init(run, host);
    case 'synth':
      return synth(run, host);
    case 'plan':
      return plan(run, host);
    case 'validate':
      return validate(run, host);
    case 'explain':
      return explain(run, host);
  }
}

/** Data on standard output, everything else on standard error; with `--json` one document and nothing else. */
function present(command: CommandName | undefined, result: CommandResult, json: boolean, host: CliHost): number {
  const diagnostics = result.diagnostics.map((each) => withShortPath(each, host));
  const exitCode = exitCodeFor(diagnostics);
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
