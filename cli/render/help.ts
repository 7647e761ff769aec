import {
  argumentUsage,
  commands,
  exitCodes,
  placeholderOf,
  usageOf,
  verbsOf,
  type Command,
  type Flag,
} from '../command-table';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { wrap } from './text';

/** `topic`: a command with or without its verb, or a word that only has verbs; undefined: the program. */
export function renderHelp(topic: string | undefined, terminal: Pick<Terminal, 'columns'>, paint: Paint): string {
  const width = Math.min(terminal.columns, 100);
  if (topic === undefined) return overview(width, paint);
  const command = commands.find(({ name }) => name === topic);
  return command === undefined ? verbHelp(topic, width, paint) : commandHelp(command, width, paint);
}

function overview(width: number, paint: Paint): string {
  return [
    wrap(
      'obinexus: one description of services, regions and demand; out come the plan, Kubernetes, Terraform and routes',
      width,
    ),
    '',
    paint('strong', 'Commands'),
    ...entries(summaries(commands), width),
    '',
    paint('strong', 'Flags'),
    ...entries(
      [
        ['--help', 'this text, or that of a command'],
        ['--version', 'the version'],
      ],
      width,
    ),
    '',
    paint('strong', 'Exit codes'),
    ...entries(
      exitCodes.map(([code, meaning]): Entry => [String(code), meaning]),
      width,
    ),
    '',
    wrap(
      'NO_COLOR and FORCE_COLOR are honoured. Data goes to standard output, everything else to standard error.',
      width,
    ),
    '',
  ].join('\n');
}

function commandHelp(command: Command, width: number, paint: Paint): string {
  const { flags } = command;
  const verbs = verbsOf(command.name);
  return [
    wrap(usageOf(command), width),
    '',
    wrap(command.summary, width),
    '',
    ...entries(
      command.arguments.map((argument): Entry => [argumentUsage(argument), argument.summary]),
      width,
    ),
    '',
    ...(verbs.length === 0 ? [] : [paint('strong', 'Verbs'), ...entries(summaries(verbs), width), '']),
    paint('strong', 'Flags'),
    ...entries(
      [
        ...flags.map((flag): Entry => [
          flagUsage(flag),
          flag.summary + (flag.isRequired === true ? ' (required)' : ''),
        ]),
        ['--help', 'this text'],
      ],
      width,
    ),
    '',
    paint('strong', 'Examples'),
    ...command.examples.map((example) => wrap(example, width, '  ')),
    '',
    wrap('Exit codes: obinexus --help', width),
    '',
  ].join('\n');
}

/** Of a word that does nothing without a verb. */
function verbHelp(topic: string, width: number, paint: Paint): string {
  return [
    wrap(`obinexus ${topic} <verb> [flags]`, width),
    '',
    paint('strong', 'Verbs'),
    ...entries(summaries(verbsOf(topic)), width),
    '',
    wrap(`Flags: obinexus ${topic} <verb> --help`, width),
    '',
  ].join('\n');
}

function summaries(list: readonly Command[]): Entry[] {
  return list.map((command) => [usageOf(command).replace(' [flags]', ''), command.summary]);
}

function flagUsage({ name, value }: Flag): string {
  if (value === undefined) return `--${name}`;
  return `--${name} ${placeholderOf(value)}${value.kind === 'text' && value.isRepeatable === true ? ' ...' : ''}`;
}

type Entry = readonly [string, string];

/** Two columns; one below the other where the terminal is narrow. */
function entries(list: readonly Entry[], width: number): string[] {
  const left = Math.max(...list.map(([name]) => name.length)) + 4;
  if (width - left < 24) return list.flatMap(([name, text]) => [wrap(name, width, '  '), wrap(text, width, '      ')]);
  return list.map(([name, text]) => {
    const lines = wrap(text, width - left).split('\n');
    return lines.map((line, index) => (index === 0 ? `  ${name}`.padEnd(left) : ' '.repeat(left)) + line).join('\n');
  });
}
