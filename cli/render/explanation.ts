import { formatNumber, formatPercent } from '../../lib/emit/number-text';
import type { OtherwisePrice, ServiceExplanation } from '../../lib/plan/questions/explain-service';
import type { Edge, Sensitivity } from '../../lib/plan/questions/sensitivity';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { renderTable, type Column, type TableRow } from './table';
import { wrap } from './text';

/** Why a service runs where it does as a person reads it. */
export function renderExplanation(
  stack: string,
  { service, costUsd, gap, chosen, rejected, binding, room, sensitivity }: ServiceExplanation,
  terminal: Terminal,
  paint: Paint,
): string {
  const { columns } = terminal;
  const section = (title: string, entries: readonly Entry[]): string[] =>
    entries.length === 0 ? [] : [paint('strong', wrap(title, columns)), entryLines(entries, columns), ''];
  const withPrice = rejected.flatMap(({ otherwise, ...each }) => (otherwise === null ? [] : [{ ...each, otherwise }]));
  const prices = [...chosen, ...withPrice].map(({ otherwise }) => otherwise);
  return [
    wrap(
      `${stack}: ${service}, part of a plan of ${formatNumber(costUsd, 2)} US$/month that is proved to be within ${formatPercent(gap, 2)} of the cheapest.`,
      columns,
    ),
    '',
    ...section(
      'It runs in (a plan without it costs)',
      chosen.map(({ region, reasons, otherwise }) => [
        region,
        rangeText(otherwise),
        [...reasons, ...otherwiseText(region, otherwise)].join('; '),
      ]),
    ),
    ...section(
      'It could run in (a plan with it costs)',
      withPrice.map(({ region, reason, otherwise }) => [region, rangeText(otherwise), reason]),
    ),
    wrap(rangeSentence, columns),
    ...(prices.some(({ atMostShare }) => (atMostShare ?? 0) < 0) ? [wrap(cheaperSentence, columns)] : []),
    '',
    ...section(
      'It may not run in',
      rejected.flatMap(({ region, reason, otherwise }): Entry[] => (otherwise === null ? [[region, reason]] : [])),
    ),
    ...section(
      'Limits that it stands at',
      binding.map((text) => [text]),
    ),
    ...section(
      'What more room would be worth at most, a month',
      room.map(({ region, cpuUsd, memoryGiBUsd }) => [region, roomText(cpuUsd, memoryGiBUsd)]),
    ),
    ...sensitivityLines(sensitivity, terminal, paint),
  ].join('\n');
}

const rangeSentence =
  'Against this plan: no plan like that costs less than the first number (proved), and one was found that costs the second.';
const cheaperSentence = 'Where the second is below 0, that plan is cheaper than this one: the planner missed it.';

/** Cells in columns; the last one is wrapped. */
type Entry = readonly string[];

/** Least columns for text beside ids. */
const leastRoom = 30;

function entryLines(entries: readonly Entry[], columns: number): string {
  const heads = entries.map((cells) => cells.slice(0, -1));
  const widths = (heads[0] ?? []).map((_, at) => Math.max(...heads.map((cells) => cells[at]?.length ?? 0)));
  const indent = widths.reduce((sum, width) => sum + width + 2, 2);
  if (columns - indent < leastRoom)
    return entries.map((cells) => wrap(cells.filter((cell) => cell !== '').join(': '), columns, '  ')).join('\n');
  return entries
    .map((cells, at) => {
      const head = (heads[at] ?? []).map((cell, position) => `${cell.padEnd(widths[position] ?? 0)}  `).join('');
      return `  ${head}${wrap(cells.at(-1) ?? '', columns, ' '.repeat(indent)).trimStart()}`;
    })
    .join('\n');
}

function rangeText({ atLeastShare, atMostShare }: OtherwisePrice): string {
  if (atLeastShare === null) return 'impossible';
  if (atMostShare === null) return `${signed(atLeastShare)} or more`;
  const [least, most] = [signed(atLeastShare), signed(atMostShare)];
  return least === most ? least : `${least} to ${most}`;
}

function signed(share: number): string {
  return `${share < 0 ? '' : '+'}${formatPercent(share, 2)}`;
}

function otherwiseText(without: string, { regions }: OtherwisePrice): string[] {
  return regions.length === 0 ? [] : [`without ${without} in ${regions.join(', ')}`];
}

function roomText(cpuUsd: number, memoryGiBUsd: number): string {
  const parts = [
    ...(cpuUsd > 0 ? [`${formatNumber(cpuUsd, 2)} US$ per CPU`] : []),
    ...(memoryGiBUsd > 0 ? [`${formatNumber(memoryGiBUsd, 2)} US$ per GiB`] : []),
  ];
  return parts.join(', ');
}

function sensitivityLines(sensitivity: readonly Sensitivity[], terminal: Terminal, paint: Paint): string[] {
  const rows = sensitivity.filter(({ from, to }) => from.endedBy !== null || to.endedBy !== null);
  const within = formatPercent(sensitivity[0]?.withinGap ?? 0, 2);
  if (rows.length === 0) return [];
  const cells = rows.map(sensitivityRow);
  const isEnded = cells.some((row) => row.at(-1) !== '');
  const title = `Proved: this plan stays within ${within} of the cheapest${isEnded ? ', and keeps every objective,' : ''} while one of these is between`;
  return [
    paint('strong', wrap(title, terminal.columns)),
    renderTable(isEnded ? sensitivityColumns : sensitivityColumns.slice(0, -1), cells, terminal, paint),
  ];
}

const sensitivityColumns: readonly Column[] = [
  { title: 'number', align: 'left' },
  { title: 'of', align: 'left', shrinksTo: 16 },
  { title: 'least', align: 'right' },
  { title: 'today', align: 'right' },
  { title: 'most', align: 'right' },
  { title: 'objective of', align: 'left', dropOrder: 1 },
];

function sensitivityRow({ kind, regions, unit, today, from, to }: Sensitivity): TableRow {
  const digits = unit === 'ms' ? 1 : 4;
  const text = ({ value, endedBy }: Edge): string => (endedBy === null ? 'any' : formatNumber(value, digits));
  const objectives = [from, to].flatMap(({ endedBy }) => (endedBy?.kind === 'objective' ? [endedBy.service] : []));
  return [`${kind} ${unit}`, regions.join(' - '), text(from), formatNumber(today, digits), text(to), objectives.join()];
}
