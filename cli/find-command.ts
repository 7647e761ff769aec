import { diagnostic, type Diagnostic } from '../lib/model/diagnostic';
import { commands, verbsOf, type Command } from './command-table';
import { suggestion } from './suggestion';

/** The command that the first words name: `plan solve` before `plan`. */
export function findCommand([first = '', second = '']: readonly string[]): Command | undefined {
  const find = (name: string): Command | undefined => commands.find((each) => each.name === name);
  return find(`${first} ${second}`) ?? find(first);
}

/** Whether there is help on the word: a command, or what only has verbs. */
export function isTopic(word: string): boolean {
  return verbsOf(word).length > 0 || commands.some(({ name }) => name === word);
}

export function unknownCommand([first = '', second = '']: readonly string[]): Diagnostic {
  const verbs = verbsOf(first).map(({ name }) => name);
  if (verbs.length > 0) {
    const command = second === '' || second.startsWith('-') ? first : `${first} ${second}`;
    const place = { path: command, hint: suggestion(command, verbs) };
    return diagnostic('cli/unknown-command', place, { command, known: verbs.join(', ') });
  }
  const names = commands.map(({ name }) => name);
  const words = [...new Set(names.map((name) => name.split(' ')[0] ?? ''))];
  const withVerb = names.find((name) => name.endsWith(` ${first}`));
  const hint = withVerb === undefined ? suggestion(first, words) : `did you mean "${withVerb}"?`;
  return diagnostic('cli/unknown-command', { path: first, hint }, { command: first, known: words.join(', ') });
}
