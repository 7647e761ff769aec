import { diagnostic, type Diagnostic } from '../lib/model/diagnostic';
import { nearestName } from '../lib/model/nearest-name';
import { commands, usageOf, type Command, type Flag, type FlagValue } from './command-table';

/** What the command line asks for. */
export type Invocation =
  | { readonly kind: 'run'; readonly command: Command; readonly argument: string | undefined; readonly flags: Flags }
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[]; readonly json: boolean };

/** Values of flags by name; `true` for a switch. */
export type Flags = ReadonlyMap<string, string | true>;

/** Reads the command line by the command table; every fault of it is found, not just the first. */
export function parseArguments(words: readonly string[]): Invocation {
  const [first, ...rest] = words;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') return helpFor(rest[0]);
  if (first === '--version' || first === '-V') return { kind: 'version' };
  const json = words.includes('--json');
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) return { kind: 'refused', diagnostics: [unknownCommand(first)], json };
  const end = rest.indexOf('--');
  if (rest.some((word, index) => (word === '--help' || word === '-h') && (end < 0 || index < end)))
    return { kind: 'help', command };
  const reading = readWords(command, rest);
  if (reading.diagnostics.length > 0) return { kind: 'refused', diagnostics: reading.diagnostics, json };
  return { kind: 'run', command, argument: reading.positionals[0], flags: reading.flags };
}

function helpFor(name: string | undefined): Invocation {
  const command = commands.find((each) => each.name === name);
  if (name === undefined || name.startsWith('-') || command !== undefined) return { kind: 'help', command };
  return { kind: 'refused', diagnostics: [unknownCommand(name)], json: false };
}

function unknownCommand(command: string): Diagnostic {
  const names = commands.map(({ name }) => name);
  const place = { path: command, hint: suggestion(command, names) };
  return diagnostic('cli/unknown-command', place, { command, known: names.join(', ') });
}

interface Reading {
  readonly flags: Map<string, string | true>;
  readonly positionals: string[];
  readonly diagnostics: Diagnostic[];
}

function readWords(command: Command, words: readonly string[]): Reading {
  const reading: Reading = { flags: new Map(), positionals: [], diagnostics: [] };
  let flagsEnded = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--' && !flagsEnded) flagsEnded = true;
    else if (flagsEnded || !/^-./.test(word)) reading.positionals.push(word);
    else index += readFlag(reading, command, word, words[index + 1]);
  }
  checkPositionals(reading, command);
  checkConflicts(reading);
  return reading;
}

/** Returns how many further words the flag took. */
function readFlag(reading: Reading, command: Command, word: string, next: string | undefined): 0 | 1 {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const inline = equals < 0 ? undefined : word.slice(equals + 1);
  const flag = command.flags.find((each) => `--${each.name}` === name);
  if (flag === undefined) {
    reading.diagnostics.push(unknownFlag(command, name));
    return 0;
  }
  if (reading.flags.has(flag.name)) reading.diagnostics.push(diagnostic('cli/repeated-flag', name, { flag: name }));
  if (flag.value === undefined) {
    if (inline !== undefined) {
      const expected = 'given without a value';
      reading.diagnostics.push(diagnostic('cli/bad-value', name, { flag: name, value: inline, expected }));
    }
    reading.flags.set(flag.name, true);
    return 0;
  }
  const isTaken = inline === undefined && next !== undefined && !/^--./.test(next);
  const value = inline ?? (isTaken ? next : undefined);
  if (value === undefined)
    reading.diagnostics.push(diagnostic('cli/missing-value', name, { flag: name, value: placeholderOf(flag.value) }));
  else reading.diagnostics.push(...faultOf(flag, flag.value, value));
  reading.flags.set(flag.name, value ?? '');
  return isTaken ? 1 : 0;
}

function unknownFlag(command: Command, flag: string): Diagnostic {
  const names = [...command.flags.map(({ name }) => `--${name}`), '--help'];
  const place = { path: flag, hint: suggestion(flag, names) };
  return diagnostic('cli/unknown-flag', place, { flag, command: command.name, known: names.join(', ') });
}

function faultOf(flag: Flag, type: FlagValue, value: string): Diagnostic[] {
  const name = `--${flag.name}`;
  const bad = (expected: string, hint?: string): Diagnostic[] => [
    diagnostic('cli/bad-value', { path: name, hint }, { flag: name, value, expected }),
  ];
  switch (type.kind) {
    case 'choice':
      return type.choices.includes(value) ? [] : bad(type.choices.join(' or '), suggestion(value, type.choices));
    case 'number': {
      const isNumber = /^\d{1,9}$/.test(value) && Number(value) >= type.min && Number(value) <= type.max;
      return isNumber ? [] : bad(`a whole number from ${type.min} to ${type.max}`);
    }
    case 'text':
      if (value === '' || value.includes('\0')) return bad('a path');
      // A shell expands it only at the start of a word: `--out=~/x` arrives as it is.
      return /^~(?:[/\\]|$)/.test(value) ? bad('a path; the shell did not expand "~", write $HOME or ./~') : [];
  }
}

function checkPositionals(reading: Reading, command: Command): void {
  const { positionals, diagnostics } = reading;
  const { argument, name } = command;
  const usage = usageOf(command);
  for (const extra of positionals.slice(1))
    diagnostics.push(diagnostic('cli/unexpected-argument', extra, { argument: extra, command: name, usage }));
  const parameters = { argument: `<${argument.name}>`, command: name, usage };
  const isMissing = argument.required && positionals.length === 0;
  if (isMissing || positionals[0] === '') diagnostics.push(diagnostic('cli/missing-argument', name, parameters));
}

const conflicts: readonly (readonly [string, string, string])[] = [
  ['emit', 'json', 'a stage is printed as JSON of its own'],
  ['emit', 'out', 'a stage is printed and nothing is written'],
  ['emit', 'force', 'a stage is printed and nothing is written'],
];

function checkConflicts({ flags, diagnostics }: Reading): void {
  for (const [flag, other, reason] of conflicts)
    if (flags.has(flag) && flags.has(other)) {
      const parameters = { flag: `--${flag}`, other: `--${other}`, reason };
      diagnostics.push(diagnostic('cli/flag-conflict', `--${flag}`, parameters));
    }
}

function placeholderOf(value: FlagValue): string {
  return value.kind === 'choice' ? value.choices.join('|') : value.placeholder;
}

function suggestion(word: string, candidates: readonly string[]): string | undefined {
  const nearest = nearestName(word, candidates);
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}
