#!/usr/bin/env node
import { processHost } from './host';
import { runCli } from './run-cli';

const host = processHost();

runCli(process.argv.slice(2), host).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    const stack = error instanceof Error ? String(error.stack) : String(error);
    host.writeMessage(`internal error: please report this with the input that led to it\n${stack}\n`);
    process.exitCode = 1;
  },
);
