/**
 * Loaded before the user's program in its child process. `app.synth()` does what the command line was asked for; the
 * outcome, or what the program threw, goes to the command line over a descriptor of its own. Standard output of the
 * program is its own: the command line has connected it to standard error.
 */
import { writeSync } from 'node:fs';
import type { App } from '../../constructs/app';
import { registerSynthesizer } from '../../constructs/synthesizer';
import { execute, programSource } from '../execute';
import { processHost } from '../host';
import { orderVariable, reportDescriptor, type Order, type Report } from './protocol';

/** Complete when it returns, so that a `process.exit()` of the program loses nothing. */
function report(message: Report): void {
  const bytes = new TextEncoder().encode(`${JSON.stringify(message)}\n`);
  for (let offset = 0; offset < bytes.length;) offset += writeSync(reportDescriptor, bytes, offset);
}

function install({ request }: Order): void {
  let isSynthesized = false;
  registerSynthesizer((app) => {
    if (isSynthesized) {
      report({ kind: 'synthesized-again' });
      return;
    }
    isSynthesized = true;
    try {
      report({ kind: 'synthesized', outcome: execute(app as App, request, processHost(), programSource) });
    } catch (error) {
      report({ kind: 'broke', stack: describe(error).stack });
    }
  });
  // Not the capture callback: Node refuses that once the module `domain` is loaded, as ts-node does.
  process.on('uncaughtException', (error: unknown) => {
    report({ kind: 'threw', ...describe(error) });
    process.exit(1);
  });
}

/** Anything can be thrown, and every part of it may throw again when it is looked at. */
function describe(thrown: unknown): { error: string; stack: string } {
  try {
    if (thrown instanceof Error) return { error: String(thrown), stack: String(thrown.stack) };
    return { error: typeof thrown === 'string' ? JSON.stringify(thrown) : String(thrown), stack: '' };
  } catch {
    return { error: 'a value that cannot be shown', stack: '' };
  }
}

const order = process.env[orderVariable];
delete process.env[orderVariable];
// Absent in the workers and forks of the program, which are started with the same arguments.
if (order !== undefined) install(JSON.parse(order) as Order);
