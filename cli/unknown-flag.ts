import { diagnostic, type Diagnostic } from '../lib/model/diagnostic';
import { nearestName } from '../lib/model/nearest-name';
import { quotedList } from '../lib/model/quoted-list';
import { commands, type Command } from './command-table';

export interface UnknownFlag {
  readonly fault: Diagnostic;
  /** Whether another command has the flag, with a value. */
  readonly takesValue: boolean;
}

/** A flag that the command does not have: commands that do are named, else the nearest flag of this one. */
export function unknownFlag(command: Command, flag: string, value: string | undefined): UnknownFlag {
  const owners = ownersOf(flag, command);
  const takesValue = owners.some(({ flags }) => flags.some((each) => `--${each.name}` === flag && each.value));
  const names = [...command.flags.map(({ name }) => `--${name}`), '--help'];
  const written = takesValue && value !== undefined ? `${flag} ${value}` : flag;
  const hint = owners.length === 0 ? nearest(flag, names, command) : ownersHint(owners, written);
  const parameters = { flag, command: command.name, known: names.join(', ') };
  return { fault: diagnostic('cli/unknown-flag', { path: flag, hint }, parameters), takesValue };
}

/** Commands that have the flag: of the same word (`plan`, `plan whatif`) if there are any, else all. */
function ownersOf(flag: string, { name }: Command): readonly Command[] {
  const owners = commands.filter(({ flags }) => flags.some((each) => `--${each.name}` === flag));
  const family = owners.filter((each) => wordOf(each.name) === wordOf(name));
  return family.length > 0 ? family : owners;
}

/** A slip of the keys: of a flag of the command, else of another verb of the same word. */
function nearest(flag: string, own: readonly string[], command: Command): string | undefined {
  const verbs = commands.filter(({ name }) => wordOf(name) === wordOf(command.name));
  const names = verbs.flatMap(({ flags }) => flags.map(({ name }) => `--${name}`));
  const meant = nearestName(flag, [...own, ...names]);
  const owner = verbs.find(({ flags }) => flags.some(({ name }) => `--${name}` === meant));
  if (meant === undefined) return undefined;
  return `did you mean "${meant}"${own.includes(meant) || owner === undefined ? '' : ` of "${owner.name}"`}?`;
}

function wordOf(name: string): string {
  return name.split(' ')[0] ?? '';
}

function ownersHint(owners: readonly Command[], written: string): string {
  const names = owners.map(({ name }) => name);
  const last = names.pop() ?? '';
  if (names.length === 0) return `"${last}" has it: obinexus ${last} ${written}`;
  return `${quotedList(names)} and "${last}" have it`;
}
