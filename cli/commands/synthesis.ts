import type * as documents from '../document';
import type * as programs from '../program/run-program';
import type { Invocation } from '../arguments';
import { numberFlag, textFlag } from '../flags';
import type { CliHost } from '../host';
import { findInput } from '../input';
import { refusal, type Outcome, type Request } from '../outcome';

export type Run = Extract<Invocation, { kind: 'run' }>;

const defaultTimeoutSeconds = 120;

/** What `synth`, `plan` and `validate` have in common: an input, one pass over it, an outcome. */
export async function synthesize(run: Run, command: Request['command'], host: CliHost): Promise<Outcome> {
  const input = findInput(host, run.arguments.get('file'));
  if (input.kind === 'refused') return refusal([input.diagnostic]);
  const request: Request = {
    command,
    outdir: textFlag(run.flags, 'out') ?? null,
    emit: (textFlag(run.flags, 'emit') ?? null) as Request['emit'],
    strict: run.flags.has('strict'),
    from: fromOf(run),
    force: run.flags.has('force'),
  };
  // oxlint-disable typescript/no-require-imports -- help and explain must not load the planner
  if (input.kind === 'document') {
    const { runDocument } = require('../document') as typeof documents;
    return runDocument(input.path, request, host);
  }
  const { runProgram } = require('../program/run-program') as typeof programs;
  return runProgram(input.path, request, Number(textFlag(run.flags, 'timeout') ?? defaultTimeoutSeconds));
  // oxlint-enable typescript/no-require-imports
}

function fromOf({ flags }: Run): Exclude<Request['from'], undefined> {
  const file = textFlag(flags, 'from');
  return file === undefined ? null : { file, moveUsd: numberFlag(flags, 'move-usd') ?? null };
}
