import type { Terminal } from '../terminal';
import type { Paint } from './colour';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Least columns when the table is too wide; absent: never shortened. */
  readonly shrinksTo?: number;
  /** Dropped when the table is too wide, highest first; 0 or absent: never. */
  readonly dropOrder?: number;
}

/** A cell per column; missing ones are empty. */
export type TableRow = readonly string[];

/**
 * Aligned columns between rules. A table wider than the terminal first closes up, then shortens the columns that may
 * be shortened, then drops columns, and at last is a list of `title: value` lines.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly TableRow[],
  terminal: Pick<Terminal, 'columns' | 'hasBoxes'>,
  paint: Paint,
): string {
  const layout = fit(columns, rows, terminal.columns);
  if (layout === undefined) return asList(columns, rows, terminal.columns);
  const line = paint('quiet', (terminal.hasBoxes ? '─' : '-').repeat(totalWidth(layout)));
  const titles = columns.map(({ title }) => title);
  return [
    paint('strong', renderCells(layout, titles)),
    line,
    ...rows.map((row) => renderCells(layout, row)),
    line,
    '',
  ].join('\n');
}

interface Layout {
  readonly gap: number;
  readonly placed: readonly Placed[];
}

interface Placed {
  readonly index: number;
  readonly width: number;
  readonly column: Column;
}

function fit(columns: readonly Column[], rows: readonly TableRow[], room: number): Layout | undefined {
  let placed: readonly Placed[] = columns.map((column, index) => {
    const widths = rows.map((row) => widthOf(row[index] ?? ''));
    return { index, column, width: Math.max(widthOf(column.title), ...widths) };
  });
  for (;;) {
    const roomy = { gap: 2, placed };
    if (totalWidth(roomy) <= room) return roomy;
    const close = shrink({ gap: 1, placed }, room);
    if (totalWidth(close) <= room) return close;
    const dropped = placed.reduce((a, b) => ((b.column.dropOrder ?? 0) > (a.column.dropOrder ?? 0) ? b : a));
    if ((dropped.column.dropOrder ?? 0) === 0) return undefined;
    placed = placed.filter((each) => each !== dropped);
  }
}

/** Takes from the widest column that may be shortened, until the table fits or none is left. */
function shrink(layout: Layout, room: number): Layout {
  const { placed } = layout;
  const widths = placed.map(({ width }) => width);
  for (let excess = totalWidth(layout) - room; excess > 0; excess -= 1) {
    let widest = -1;
    for (const [position, { column }] of placed.entries()) {
      const width = widths[position] ?? 0;
      if (width > (column.shrinksTo ?? Infinity) && width > (widths[widest] ?? 0)) widest = position;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return {
    ...layout,
    placed: placed.map(({ index, column }, position) => ({ index, column, width: widths[position] ?? 0 })),
  };
}

function totalWidth({ gap, placed }: Layout): number {
  return placed.reduce((sum, { width }) => sum + width + gap, -gap);
}

function renderCells({ gap, placed }: Layout, cells: readonly string[]): string {
  return placed
    .map(({ index, width, column }) => {
      const text = shorten(cells[index] ?? '', width);
      const blank = ' '.repeat(width - widthOf(text));
      return column.align === 'right' ? blank + text : text + blank;
    })
    .join(' '.repeat(gap))
    .trimEnd();
}

/** Ids differ at their end as often as at their start, so the middle goes. */
function shorten(text: string, width: number): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (width - 1 - head)).join('')}`;
}

/** Ids, numbers and titles are of single-width characters. */
function widthOf(text: string): number {
  return Array.from(text).length;
}

function asList(columns: readonly Column[], rows: readonly TableRow[], room: number): string {
  const lines = rows.flatMap((cells) => [
    ...columns.flatMap(({ title }, index) => {
      const cell = cells[index] ?? '';
      return cell === '' ? [] : [`${title}: ${cell}`];
    }),
    '',
  ]);
  return `${lines.map((line) => shorten(line, room)).join('\n')}`;
}
