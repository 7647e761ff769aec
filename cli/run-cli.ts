import { parseArguments } from './arguments';
import type { CommandName } from './command-table';
import { explain } from './commands/explain';
import { geoLint } from './commands/geo-lint';
import { init } from './commands/init';
import { plan } from './commands/plan';
import type * as planAuditing from './commands/plan-audit';
import type * as planDiffing from './commands/plan-diff';
import type * as planExplaining from './commands/plan-explain';
import type * as planSolving from './commands/plan-solve';
import type * as planVerifying from './commands/plan-verify';
import type * as planAsking from './commands/plan-whatif';
import { onlyDiagnostics, type CommandResult } from './commands/result';
import { synth, validate } from './commands/synth';
import type { Run } from './commands/synthesis';
import type { CliHost } from './host';
import { present } from './present';
import { startProgress } from './progress';
import { painter } from './render/colour';
import { renderHelp } from './render/help';

/** Runs one command line. Returns the exit code; throws only for a fault of ours. */
export async function runCli(words: readonly string[], host: CliHost): Promise<number> {
  const invocation = parseArguments(words);
  switch (invocation.kind) {
    case 'help':
      host.writeData(renderHelp(invocation.topic, host.data, painter(host.data)));
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

/** Verbs of their own are loaded when they are asked for: help must not load the planner. */
function runCommand(name: CommandName, run: Run, host: CliHost): Promise<CommandResult> | CommandResult {
  // oxlint-disable typescript/no-require-imports
  switch (name) {
    case 'init':
      return init(run, host);
    case 'synth':
      return synth(run, host);
    case 'plan':
      return plan(run, host);
    case 'plan audit':
      return (require('./commands/plan-audit') as typeof planAuditing).planAudit(run, host);
    case 'plan diff':
      return (require('./commands/plan-diff') as typeof planDiffing).planDiff(run, host);
    case 'plan explain':
      return (require('./commands/plan-explain') as typeof planExplaining).planExplain(run, host);
    case 'plan whatif':
      return (require('./commands/plan-whatif') as typeof planAsking).planWhatif(run, host);
    case 'plan solve':
      return (require('./commands/plan-solve') as typeof planSolving).planSolve(run, host);
    case 'plan verify':
      return (require('./commands/plan-verify') as typeof planVerifying).planVerify(run, host);
    case 'geo lint':
      return geoLint(run, host);
    case 'validate':
      return validate(run, host);
    case 'explain':
      return explain(run, host);
  }
  // oxlint-enable typescript/no-require-imports
}
