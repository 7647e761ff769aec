import type { CatalogueArea } from './entry';

export const program = {
  'program/threw': {
    severity: 'error',
    text: (p: { error: string }) => `the program threw ${p.error}`,
    what: 'The TypeScript or JavaScript program ended with an exception or an unhandled rejection.',
    why: 'A program that stops half-way has declared half a stack.',
    fix: 'The position is the last one in your own code. Correct it there and run again.',
  },
  'program/no-synth': {
    severity: 'error',
    text: (p: { program: string }) =>
      `"${p.program}" ended without calling app.synth(); call it at the end, and do not call process.exit() before`,
    what: 'The program ended with success, and nothing was synthesized.',
    why: 'An empty result would look like an empty stack.',
    fix: 'Call `app.synth()` at the end of the program. In an asynchronous program await everything before it.',
  },
  'program/synth-twice': {
    severity: 'error',
    text: (p: { program: string }) =>
      `"${p.program}" called app.synth() more than once; put all stacks into one App and call it once`,
    what: 'The program synthesized two apps, or one app twice.',
    why: 'The second output would replace the first.',
    fix: 'An App may hold many stacks: `new Stack(app, "a")`, `new Stack(app, "b")`, then one `app.synth()`.',
  },
  'program/exited': {
    severity: 'error',
    text: (p: { program: string; exitCode: number }) => `"${p.program}" ended with exit code ${p.exitCode}`,
    what: 'The program itself set an exit code that is not 0.',
    why: 'The program says that it failed.',
    fix: 'Its own output above says why. Remove `process.exit()` calls that are not meant.',
  },
  'program/killed': {
    severity: 'error',
    text: (p: { program: string; signal: string }) => `"${p.program}" was ended by the signal ${p.signal}`,
    what: 'The process of the program was ended from outside or by a crash of the runtime.',
    why: 'Nothing can be said about what it would have declared.',
    fix: 'SIGKILL often means that the system ran out of memory.',
  },
  'program/timed-out': {
    severity: 'error',
    text: (p: { program: string; seconds: number }) =>
      `"${p.program}" did not end within ${p.seconds} s; look for an endless loop or something left open, or raise --timeout`,
    what: 'The program ran longer than it may.',
    why: 'A pipeline must not hang.',
    fix: 'Look for a loop that does not end, a timer or a connection that stays open. `--timeout <seconds>` raises the limit.',
  },
  'program/out-of-memory': {
    severity: 'error',
    text: (p: { program: string; limitMiB: number }) =>
      `"${p.program}" needed more than ${p.limitMiB} MiB of memory; raise the limit with NODE_OPTIONS=--max-old-space-size=<MiB>`,
    what: 'The program used more memory than it may.',
    why: 'The machine would otherwise run out of memory for everybody.',
    fix: 'Look for a collection that grows without end, or raise the limit in `NODE_OPTIONS`.',
  },
  'program/no-typescript': {
    severity: 'error',
    text: (p: { program: string; version: string }) =>
      `Node ${p.version} cannot run the TypeScript program "${p.program}" by itself; run: npm install --save-dev typescript (or tsx)`,
    what: 'The program is TypeScript, this version of Node does not run TypeScript, and the project has none of tsx, ts-node and typescript.',
    why: 'Somebody has to remove the types before the program can run.',
    fix: 'Install `typescript` or `tsx` in the project, use Node 22.18 or later, or compile the program to JavaScript first.',
  },
} as const satisfies CatalogueArea;
