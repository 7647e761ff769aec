import { printable } from '../model/diagnostic';
import type { Position } from './position';

/** Columns of a terminal that a frame may fill. */
const defaultWidth = 100;
const tabWidth = 4;

/**
 * The line of a position between its neighbours, with line numbers and a caret under the column. Tabs are widened, wide
 * characters counted, invisible and control characters spelled out, long lines cut around the caret. Empty when the
 * line does not exist. No final line end.
 */
export function codeFrame(text: string, at: Position, width: number = defaultWidth): string {
  const lines = linesAround(text, at.line);
  if (!lines.some(({ number }) => number === at.line)) return '';
  const gutter = String(lines.at(-1)?.number ?? 0).length;
  const room = Math.max(20, width - gutter - 5);
  const rendered: string[] = [];
  for (const { number, line } of lines) {
    const isTarget = number === at.line;
    const shown = renderLine(line, isTarget ? at.col : 1, room);
    rendered.push(`${isTarget ? '>' : ' '} ${String(number).padStart(gutter)} | ${shown.text}`.trimEnd());
    if (isTarget) rendered.push(`  ${' '.repeat(gutter)} | ${' '.repeat(shown.caret)}^`);
  }
  return rendered.join('\n');
}

function linesAround(text: string, line: number): { readonly number: number; readonly line: string }[] {
  const found: { number: number; line: string }[] = [];
  let start = 0;
  for (let number = 1; number <= line + 1 && start <= text.length; number += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const isLastEmpty = newline === -1 && start === text.length && number > line;
    if (number >= line - 1 && !isLastEmpty)
      found.push({ number, line: text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end) });
    if (newline === -1) break;
    start = end + 1;
  }
  return found;
}

interface Cell {
  readonly text: string;
  readonly width: number;
}

/** The part of the line that fits into `room` columns and holds the column, with the caret's place in it. */
function renderLine(line: string, col: number, room: number): { readonly text: string; readonly caret: number } {
  // A character takes at least a column, or three of them with its marks: more than this cannot be shown anyway.
  const from = Math.max(0, col - 1 - room * 3);
  const part = line.slice(from, col - 1 + room * 3);
  const cells: Cell[] = [];
  let target = -1;
  let offset = from;
  for (const character of part) {
    if (target === -1 && offset + character.length > col - 1) target = cells.length;
    cells.push(cellOf(character, cells));
    offset += character.length;
  }
  if (target === -1) target = cells.length;
  return fit(cells, target, room, { left: from > 0, right: from + part.length < line.length });
}

function fit(
  cells: readonly Cell[],
  target: number,
  room: number,
  isCut: { readonly left: boolean; readonly right: boolean },
): { readonly text: string; readonly caret: number } {
  const widthOf = (slice: readonly Cell[]) => slice.reduce((sum, cell) => sum + cell.width, 0);
  let first = 0;
  if (isCut.left || widthOf(cells.slice(0, target + 1)) > room - 2) {
    first = target;
    for (let used = 0; first > 0 && used + (cells[first - 1]?.width ?? 0) <= room / 2; first -= 1)
      used += cells[first - 1]?.width ?? 0;
  }
  const lead = first > 0 || isCut.left ? '…' : '';
  let last = first;
  for (let used = lead.length; last < cells.length && used + (cells[last]?.width ?? 0) <= room - 1; last += 1)
    used += cells[last]?.width ?? 0;
  const tail = last < cells.length || isCut.right ? '…' : '';
  const shown = cells.slice(first, last);
  return {
    text: lead + shown.map((cell) => cell.text).join('') + tail,
    caret: lead.length + widthOf(cells.slice(first, target)),
  };
}

function cellOf(character: string, before: readonly Cell[]): Cell {
  if (character === '\t') {
    const column = before.reduce((sum, cell) => sum + cell.width, 0);
    const width = tabWidth - (column % tabWidth);
    return { text: ' '.repeat(width), width };
  }
  const code = character.codePointAt(0) ?? 0;
  const isLoneSurrogate = character.length === 1 && code >= 0xd800 && code <= 0xdfff;
  const text = isLoneSurrogate ? `\\u${code.toString(16)}` : printable(character);
  if (text !== character) return { text, width: text.length };
  return { text, width: /\p{Mn}|\p{Me}/u.test(character) ? 0 : isWide(code) ? 2 : 1 };
}

/** East Asian wide and fullwidth characters and emoji (Unicode TR11, the blocks that matter). */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return wideRanges.some(([first, last]) => code >= first && code <= last);
}
