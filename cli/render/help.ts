import { commands, exitCodes, usageOf, type Command, type Flag } from '../command-table';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { wrap } from './text';

export function renderHelp(command: Command | undefined, terminal: Pick<Terminal, 'columns'>, paint: Paint): string {
  const width = Math.min(terminal.columns, 100);
  return command === undefined ? overview(width, paint) : commandHelp(command, width, paint);
}

function overview(width: number, paint: Paint): string {
  const list = commands.map((command): Entry => [usageOf(command).replace(' [flags]', ''), command.summary]);
  return [
    wrap(
      'obinexus: one description of services, regions and demand; out come the plan, Kubernetes, Terraform and routes',
      width,
    ),
    '',
    paint('strong', 'Commands'),
    ...entries(list, width),
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
  const { argument, flags } = command;
  return [
    wrap(usageOf(command), width),
    '',
    wrap(command.summary, width),
    '',
    ...entries([[argument.required ? `<${argument.name}>` : `[${argument.name}]`, argument.summary]], width),
    '',
    paint('strong', 'Flags'),
    ...entries([...flags.map((flag): Entry => [flagUsage(flag), flag.summary]), ['--help', 'this text']], width),
    '',
    paint('strong', 'Examples'),
    ...command.examples.map((example) => wrap(example, width, '  ')),
    '',
    wrap('Exit codes: obinexus --help', width),
    '',
  ].join('\n');
}

function flagUsage({ name, value }: Flag): string {
  if (value === undefined) return `--${name}`;
  return `--${name} ${value.kind === 'choice' ? value.choices.join('|') : value.placeholder}`;
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
