import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { originOf } from '../../constructs/source-position';
import { diagnostic, type Diagnostic, type Origin } from '../../lib/model/diagnostic';
import { ioDiagnostic } from '../../synth/write/failure';
import { refusal, type Outcome, type Request } from '../outcome';
import { orderVariable, type Order, type Report } from './protocol';
import { loaderArguments } from './typescript';

const memoryLimitMiB = 2048;

/**
 * Runs a TypeScript or JavaScript program in a child process with a memory and a time limit, where its `app.synth()`
 * does what is asked. Whatever the program does, there is an outcome.
 */
export async function runProgram(program: string, request: Request, timeoutSeconds: number): Promise<Outcome> {
  const loader = loaderArguments(program);
  if (loader === undefined)
    return refusal([diagnostic('program/no-typescript', program, { program, version: process.version })]);
  try {
    const ending = await endOf(start({ request, program }, loader), timeoutSeconds);
    return judge(program, ending, timeoutSeconds);
  } catch (error) {
    return refusal([ioDiagnostic(error)]);
  }
}

interface Ending {
  readonly reports: readonly Report[];
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly isTimedOut: boolean;
}

function start(order: Order, loader: readonly string[]): ChildProcess {
  const memory = (process.env['NODE_OPTIONS'] ?? '').includes('max-old-space-size')
    ? []
    : [`--max-old-space-size=${memoryLimitMiB}`];
  const preload = ['--enable-source-maps', '--require', join(__dirname, 'preload.js')];
  // Absolute: a path like `--eval` must not be taken for an option of Node.
  const args = [...memory, ...preload, ...loader, resolve(order.program)];
  return spawn(process.execPath, args, {
    env: { ...process.env, [orderVariable]: JSON.stringify(order) },
    // The program prints to people; its report comes on the fourth.
    stdio: ['ignore', 2, 2, 'pipe'],
  });
}

function endOf(child: ChildProcess, timeoutSeconds: number): Promise<Ending> {
  const text: string[] = [];
  const reports = child.stdio[3] as Readable;
  reports.setEncoding('utf8').on('data', (chunk: string) => text.push(chunk));
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    child.kill('SIGKILL');
  }, timeoutSeconds * 1000);
  const release = endWithUs(child);
  return new Promise<Ending>((done, reject) => {
    child.on('error', reject);
    // `close`, not `exit`: only then is the report complete.
    child.on('close', (exitCode, signal) =>
      done({ reports: readReports(text.join('')), exitCode, signal, isTimedOut }),
    );
  }).finally(() => {
    clearTimeout(timer);
    release();
  });
}

/** An interrupted command line does not leave the program behind. Returns how to stop watching. */
function endWithUs(child: ChildProcess): () => void {
  const watched = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const end = (): void => {
      child.kill('SIGKILL');
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    };
    process.on(signal, end);
    return () => process.off(signal, end);
  });
  return () => watched.forEach((stop) => stop());
}

/** Complete lines alone: a killed process may leave half of one. */
function readReports(text: string): Report[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Report);
}

function judge(program: string, ending: Ending, timeoutSeconds: number): Outcome {
  const broke = ending.reports.find((report) => report.kind === 'broke');
  if (broke !== undefined) throw new Error(`synthesis broke inside of the program\n${broke.stack}`);
  const synthesized = ending.reports.find((report) => report.kind === 'synthesized');
  const fault = faultOf(program, ending, timeoutSeconds);
  const outcome = synthesized?.outcome ?? refusal([]);
  if (fault !== undefined) return { ...outcome, diagnostics: [...outcome.diagnostics, fault] };
  if (synthesized === undefined) return refusal([diagnostic('program/no-synth', program, { program })]);
  return outcome;
}

function faultOf(program: string, ending: Ending, seconds: number): Diagnostic | undefined {
  const threw = ending.reports.find((report) => report.kind === 'threw');
  if (threw !== undefined) return thrown(program, threw);
  if (ending.isTimedOut) return diagnostic('program/timed-out', program, { program, seconds });
  const isOutOfMemory = ending.signal === 'SIGABRT' || ending.exitCode === 134;
  if (isOutOfMemory) return diagnostic('program/out-of-memory', program, { program, limitMiB: memoryLimitMiB });
  if (ending.signal !== null) return diagnostic('program/killed', program, { program, signal: ending.signal });
  if (ending.reports.some((report) => report.kind === 'synthesized-again'))
    return diagnostic('program/synth-twice', program, { program });
  const { exitCode } = ending;
  if (exitCode !== null && exitCode !== 0) return diagnostic('program/exited', program, { program, exitCode });
  return undefined;
}

function thrown(program: string, { error, stack }: { error: string; stack: string }): Diagnostic {
  const isPackageMissing = /Cannot find (?:module|package) '@obinexus\/iaas'/.test(error);
  const hint = isPackageMissing ? 'install it in the project: npm install @obinexus/iaas constructs cdk8s' : undefined;
  return diagnostic('program/threw', { path: program, origin: positionOf(stack), hint }, { error: summaryOf(error) });
}

/** The first line, and the next where the first only announces it, as compilers do. */
function summaryOf(error: string): string {
  const [first = '', second = ''] = error.split('\n');
  return first.endsWith(':') ? `${first} ${second.trim()}` : first;
}

/** Of the last frame in the user's own code; of a file that cannot be parsed, the line that Node names first. */
function positionOf(stack: string): Origin | undefined {
  const [, file, line] = /^(\S.*):(\d+)\n/.exec(stack) ?? [];
  if (file !== undefined && line !== undefined && !stack.startsWith('node:'))
    return { file, line: Number(line), col: 1 };
  return originOf({ stack });
}
