import { diagnostic, type Diagnostic } from '../lib/model/diagnostic';
import {
  argumentUsage,
  placeholderOf,
  usageOf,
  verbsOf,
  type Command,
  type Flag,
  type FlagValue,
} from './command-table';
import { findCommand, isTopic, unknownCommand } from './find-command';
import { suggestion } from './suggestion';
import { unknownFlag } from './unknown-flag';

/** What the command line asks for. */
export type Invocation =
  | { readonly kind: 'run'; readonly command: Command; readonly arguments: Arguments; readonly flags: Flags }
  /** `topic`: a command, a command and its verb, or a word that only has verbs; undefined: the program. */
  | { readonly kind: 'help'; readonly topic: string | undefined }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[]; readonly json: boolean };

/** Values of the arguments by the name that the command table gives them. */
export type Arguments = ReadonlyMap<string, string>;

/** Values of flags by name: `true` for a switch, a list for a flag that may be repeated. */
export type Flags = ReadonlyMap<string, string | true | readonly string[]>;

/** Reads the command line by the command table; every fault of it is found, not just the first. */
export function parseArguments(words: readonly string[]): Invocation {
  const [first] = words;
  if (first === undefined || first === '--help' || first === '-h') return { kind: 'help', topic: undefined };
  if (first === 'help') return helpFor(words.slice(1));
  if (first === '--version' || first === '-V') return { kind: 'version' };
  const json = words.includes('--json');
  const end = words.indexOf('--');
  const asksHelp = words.some((word, at) => (word === '--help' || word === '-h') && (end < 0 || at < end));
  const command = findCommand(words);
  if (asksHelp && (command !== undefined || isTopic(first))) return { kind: 'help', topic: command?.name ?? first };
  if (command === undefined) return { kind: 'refused', diagnostics: [unknownCommand(words)], json };
  const reading = readWords(command, words.slice(command.name.split(' ').length));
  if (reading.diagnostics.length > 0) return { kind: 'refused', diagnostics: reading.diagnostics, json };
  return { kind: 'run', command, arguments: namedArguments(command, reading.positionals), flags: reading.flags };
}

function helpFor(words: readonly string[]): Invocation {
  const [first] = words;
  if (first === undefined || first.startsWith('-')) return { kind: 'help', topic: undefined };
  const command = findCommand(words);
  if (command !== undefined || isTopic(first)) return { kind: 'help', topic: command?.name ?? first };
  return { kind: 'refused', diagnostics: [unknownCommand(words)], json: false };
}

function namedArguments(command: Command, positionals: readonly string[]): Arguments {
  return new Map(positionals.map((value, at) => [command.arguments[at]?.name ?? '', value]));
}

interface Reading {
  readonly flags: Map<string, string | true | readonly string[]>;
  readonly positionals: string[];
  readonly diagnostics: Diagnostic[];
}

function readWords(command: Command, words: readonly string[]): Reading {
  const reading: Reading = { flags: new Map(), positionals: [], diagnostics: [] };
  let flagsEnded = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--' && !flagsEnded) flagsEnded = true;
    else if (flagsEnded || !/^-./.test(word)) {
      if (!flagsEnded && reading.positionals.length === 0) checkVerb(reading, command, word);
      reading.positionals.push(word);
    } else index += readFlag(reading, command, word, words[index + 1]);
  }
  checkPositionals(reading, command);
  checkRequiredFlags(reading, command);
  checkConflicts(reading, command);
  checkNeeds(reading, command);
  return reading;
}

/** Returns how many further words the flag took. */
function readFlag(reading: Reading, command: Command, word: string, next: string | undefined): 0 | 1 {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const inline = equals < 0 ? undefined : word.slice(equals + 1);
  const following = inline === undefined && next !== undefined && !/^--./.test(next) ? next : undefined;
  const flag = command.flags.find((each) => `--${each.name}` === name);
  if (flag === undefined) {
    const { fault, takesValue } = unknownFlag(command, name, inline ?? following);
    reading.diagnostics.push(fault);
    return takesValue && following !== undefined ? 1 : 0;
  }
  if (reading.flags.has(flag.name) && !isRepeatable(flag))
    reading.diagnostics.push(diagnostic('cli/repeated-flag', name, { flag: name }));
  if (flag.value === undefined) {
    if (inline !== undefined) {
      const expected = 'given without a value';
      reading.diagnostics.push(diagnostic('cli/bad-value', name, { flag: name, value: inline, expected }));
    }
    reading.flags.set(flag.name, true);
    return 0;
  }
  const value = inline ?? following;
  if (value === undefined)
    reading.diagnostics.push(diagnostic('cli/missing-value', name, { flag: name, value: placeholderOf(flag.value) }));
  else reading.diagnostics.push(...faultOf(flag, flag.value, value));
  setValue(reading, flag, value ?? '');
  return following === undefined ? 0 : 1;
}

function isRepeatable({ value }: Flag): boolean {
  return value?.kind === 'text' && value.isRepeatable === true;
}

function setValue({ flags }: Reading, flag: Flag, value: string): void {
  const earlier = flags.get(flag.name);
  const list = typeof earlier === 'object' ? earlier : [];
  flags.set(flag.name, isRepeatable(flag) ? [...list, value] : value);
}

function faultOf(flag: Flag, type: FlagValue, value: string): Diagnostic[] {
  const name = `--${flag.name}`;
  const bad = (expected: string, hint?: string): Diagnostic[] => [
    diagnostic('cli/bad-value', { path: name, hint }, { flag: name, value, expected }),
  ];
  switch (type.kind) {
    case 'choice':
      return type.choices.includes(value) ? [] : bad(either(type.choices), suggestion(value, type.choices));
    case 'number': {
      const [shape, kind] =
        type.hasFraction === true ? [/^\d{1,9}(?:\.\d{1,9})?$/, 'number'] : [/^\d{1,9}$/, 'whole number'];
      const isNumber = shape.test(value) && Number(value) >= type.min && Number(value) <= type.max;
      return isNumber ? [] : bad(`a ${kind} from ${type.min} to ${type.max}`);
    }
    case 'text':
      return value === '' || value.includes('\0') ? bad('a text that is not empty') : [];
    case 'path':
      if (value === '' || value.includes('\0')) return bad('a path');
      // A shell expands it only at the start of a word: `--out=~/x` arrives as it is.
      if (/^~(?:[/\\]|$)/.test(value)) return bad('a path; the shell did not expand "~", write $HOME or ./~');
      return type.endings?.some((ending) => value.toLowerCase().endsWith(ending)) === false
        ? bad(`a file that ends in ${either(type.endings)}`)
        : [];
  }
}

/** `a, b or c`. */
function either(choices: readonly string[]): string {
  const last = choices.at(-1) ?? '';
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`;
}

/** A word that is no file but nearly a verb: `plan sovle`. A verb after a flag is not taken for one. */
function checkVerb({ diagnostics }: Reading, command: Command, word: string): void {
  if (/[./\\]/.test(word)) return;
  const verbs: readonly string[] = verbsOf(command.name).map(({ name }) => name);
  const meant = `${command.name} ${word}`;
  const hint = verbs.includes(meant) ? `the verb comes before the flags: obinexus ${meant}` : suggestion(meant, verbs);
  if (hint === undefined) return;
  const known = [command.name, ...verbs].join(', ');
  diagnostics.push(diagnostic('cli/unknown-command', { path: word, hint }, { command: meant, known }));
}

function checkPositionals(reading: Reading, command: Command): void {
  const { positionals, diagnostics } = reading;
  const { name } = command;
  const usage = usageOf(command);
  for (const extra of positionals.slice(command.arguments.length))
    diagnostics.push(diagnostic('cli/unexpected-argument', extra, { argument: extra, command: name, usage }));
  for (const [at, argument] of command.arguments.entries()) {
    const value = positionals[at];
    if (value !== '' && (value !== undefined || !argument.required)) continue;
    const parameters = { argument: argumentUsage({ ...argument, required: true }), command: name, usage };
    diagnostics.push(diagnostic('cli/missing-argument', name, parameters));
  }
}

function checkRequiredFlags({ flags, diagnostics }: Reading, command: Command): void {
  for (const { name, value, isRequired } of command.flags) {
    if (isRequired !== true || value === undefined || flags.has(name)) continue;
    const parameters = { flag: `--${name}`, command: command.name, value: placeholderOf(value) };
    diagnostics.push(diagnostic('cli/missing-flag', `--${name}`, parameters));
  }
}

function checkConflicts({ flags, diagnostics }: Reading, { conflicts = [] }: Command): void {
  for (const { flag, other, reason } of conflicts)
    if (flags.has(flag) && flags.has(other)) {
      const parameters = { flag: `--${flag}`, other: `--${other}`, reason };
      diagnostics.push(diagnostic('cli/flag-conflict', `--${flag}`, parameters));
    }
}

function checkNeeds({ flags, diagnostics }: Reading, command: Command): void {
  for (const { name, needs } of command.flags) {
    const needed = command.flags.find((each) => each.name === needs);
    if (needed === undefined || !flags.has(name) || flags.has(needed.name)) continue;
    const other = needed.value === undefined ? '' : ` ${placeholderOf(needed.value)}`;
    const parameters = { flag: `--${name}`, other: `--${needed.name}`, usage: `--${needed.name}${other}` };
    diagnostics.push(diagnostic('cli/useless-flag', `--${name}`, parameters));
  }
}
