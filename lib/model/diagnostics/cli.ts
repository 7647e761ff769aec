import type { CatalogueArea } from './entry';

export const cli = {
  'cli/unknown-command': {
    severity: 'error',
    text: (p: { command: string; known: string }) =>
      `there is no command "${p.command}"; there ${p.known.includes(',') ? 'are' : 'is'} ${p.known}`,
    what: 'The first argument is not the name of a command.',
    why: 'Guessing what was meant could write files that nobody asked for.',
    fix: '`obinexus --help` lists the commands.',
  },
  'cli/unknown-flag': {
    severity: 'error',
    text: (p: { flag: string; command: string; known: string }) =>
      `"${p.command}" has no flag "${p.flag}"; it has ${p.known}`,
    what: 'The command does not know the flag.',
    why: 'A flag that is mistyped and ignored would run the command in another way than was meant.',
    fix: '`obinexus <command> --help` lists the flags. A file whose name starts with a dash goes after `--`.',
  },
  'cli/missing-flag': {
    severity: 'error',
    text: (p: { flag: string; command: string; value: string }) =>
      `"${p.command}" needs the flag "${p.flag}": ${p.flag} ${p.value}`,
    what: 'A flag that the command cannot do without is missing.',
    why: 'There is no value that could be right for everybody.',
    fix: 'Add the flag; `obinexus <command> --help` says what it means.',
  },
  'cli/missing-value': {
    severity: 'error',
    text: (p: { flag: string; value: string }) => `"${p.flag}" needs a value: ${p.flag} ${p.value}`,
    what: 'A flag that takes a value stands at the end or before another flag.',
    why: 'Without its value the flag says nothing.',
    fix: 'Write the value after the flag: `--out out` or `--out=out`.',
  },
  'cli/bad-value': {
    severity: 'error',
    text: (p: { flag: string; value: string; expected: string }) =>
      `"${p.flag}" cannot be "${p.value}"; it must be ${p.expected}`,
    what: 'The value of a flag or argument is none of those it can have.',
    why: 'A value that is ignored would run the command in another way than was meant.',
    fix: 'Use one of the named values.',
  },
  'cli/repeated-flag': {
    severity: 'error',
    text: (p: { flag: string }) => `"${p.flag}" is given more than once; give it once`,
    what: 'A flag stands on the command line twice.',
    why: 'Only one of the two could hold.',
    fix: 'Remove one of them.',
  },
  'cli/flag-conflict': {
    severity: 'error',
    text: (p: { flag: string; other: string; reason: string }) =>
      `"${p.flag}" and "${p.other}" exclude each other: ${p.reason}`,
    what: 'Two flags ask for different things.',
    why: 'Only one of the two could hold.',
    fix: 'Remove one of them.',
  },
  'cli/useless-flag': {
    severity: 'error',
    text: (p: { flag: string; other: string; usage: string }) =>
      `"${p.flag}" says nothing without "${p.other}"; add ${p.usage}, or leave it out`,
    what: 'A flag adds to another one, and that one is missing.',
    why: 'A flag that is ignored would run the command in another way than was meant.',
    fix: 'Add the other flag, or remove this one.',
  },
  'cli/unexpected-argument': {
    severity: 'error',
    text: (p: { argument: string; command: string; usage: string }) =>
      `"${p.command}" does not take the argument "${p.argument}"; the usage is: ${p.usage}`,
    what: 'There are more arguments than the command takes.',
    why: 'An argument that is ignored would run the command in another way than was meant.',
    fix: 'Remove the argument, or quote a name that holds spaces.',
  },
  'cli/missing-argument': {
    severity: 'error',
    text: (p: { argument: string; command: string; usage: string }) =>
      `"${p.command}" needs ${p.argument}; the usage is: ${p.usage}`,
    what: 'An argument that the command cannot do without is missing.',
    why: 'There is no value that could be right for everybody.',
    fix: 'Add the argument.',
  },
  'cli/no-input': {
    severity: 'error',
    text: (p: { looked: string }) =>
      `there is no ${p.looked} here; name the file, or start one with: obinexus init <name>`,
    what: 'No file was named and the working directory holds none of the usual names.',
    why: 'There is nothing to synthesize.',
    fix: 'Name the document or program: `obinexus synth path/to/obinexus.yml`.',
  },
  'cli/missing-file': {
    severity: 'error',
    text: (p: { file: string }) => `the file "${p.file}" does not exist; check the path`,
    what: 'A file that was named is not there.',
    why: 'There is nothing to read.',
    fix: 'Check the path: it is relative to the working directory, and a `csv` in `obinexus.yml` to that file.',
  },
  'cli/not-a-file': {
    severity: 'error',
    text: (p: { file: string; reason: string; wanted: string }) =>
      `"${p.file}" ${p.reason}; name a regular file: ${p.wanted}`,
    what: 'What was named is a folder, a device, too large, or a file of a kind that the command does not read.',
    why: 'The name says how a file is read: a document or a program.',
    fix: 'Name an `obinexus.yml` (or another `.yml`, `.yaml`), or a TypeScript or JavaScript program; for `plan verify`, `plan diff` and `--from` a plan, for `plan solve` a problem.',
  },
  'cli/unknown-code': {
    severity: 'error',
    text: (p: { code: string }) => `there is no diagnostic "${p.code}"; codes look like config/unknown-key`,
    what: '`explain` was asked for a code that does not exist.',
    why: 'Codes are stable: one that existed in an earlier version is listed in the change log.',
    fix: '`docs/diagnostics/README.md` lists all codes.',
  },
  'cli/several-stacks': {
    severity: 'error',
    text: (p: { format: string; stacks: string }) =>
      `"--format ${p.format}" prints one plan and the program has the stacks ${p.stacks}; use --format json, which lists them, or a program for each`,
    what: 'A program declares several stacks, and the format that was asked for holds one plan.',
    why: 'Several documents one after the other are none that a program could read.',
    fix: '`--format json` prints the list of the plans, and `--report` writes a page for each stack.',
  },
  'cli/folder-not-empty': {
    severity: 'error',
    text: (p: { folder: string }) => `the folder "${p.folder}" exists and is not empty; choose another name`,
    what: '`init` was asked to start a project in a folder that holds files.',
    why: 'Files of yours could be overwritten.',
    fix: 'Choose another name, or move the folder away.',
  },
} as const satisfies CatalogueArea;
