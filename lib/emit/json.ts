import { doubleQuoted } from './scalar';
import { enter, leave, quotedKey, scalar, sortedKeys, startWalk, type Walk } from './walk';

export interface JsonOptions {
  /** Spaces a level; 0 = everything on one line. @default 2 */
  readonly indent?: number;
}

/**
 * JSON with the members sorted by code units and a line feed at the end. Also escapes what editors, terminals and
 * JavaScript take for control characters or line breaks: U+007F-00A0, 2028, 2029, FEFF, FFFE, FFFF. Members that are
 * undefined are left out. Throws, naming the path, on what is no JSON.
 */
export function emitJson(value: unknown, options: JsonOptions = {}): string {
  return `${emitValue(startWalk('emit-json'), value, ' '.repeat(options.indent ?? 2), '\n')}\n`;
}

/** `newline` is a line feed and the indent of the line that holds the value. */
function emitValue(walk: Walk, value: unknown, step: string, newline: string): string {
  if (typeof value !== 'object' || value === null) return scalar(walk, value, doubleQuoted);
  enter(walk, value);
  const text = Array.isArray(value)
    ? emitArray(walk, value, step, newline)
    : emitObject(walk, value as Readonly<Record<string, unknown>>, step, newline);
  leave(walk);
  return text;
}

function emitArray(walk: Walk, array: readonly unknown[], step: string, newline: string): string {
  // By index: `map` would skip the holes of a sparse array.
  const items = Array.from(array, (item, index) => {
    walk.keys.push(index);
    const text = emitValue(walk, item, step, newline + step);
    walk.keys.pop();
    return text;
  });
  return enclosed('[', items, ']', step, newline);
}

function emitObject(walk: Walk, object: Readonly<Record<string, unknown>>, step: string, newline: string): string {
  const colon = step === '' ? ':' : ': ';
  const members = sortedKeys(walk, object).map((key) => {
    walk.keys.push(key);
    const text = quotedKey(walk, key) + colon + emitValue(walk, object[key], step, newline + step);
    walk.keys.pop();
    return text;
  });
  return enclosed('{', members, '}', step, newline);
}

function enclosed(open: string, parts: readonly string[], close: string, step: string, newline: string): string {
  if (parts.length === 0) return open + close;
  if (step === '') return open + parts.join(',') + close;
  return open + newline + step + parts.join(`,${newline}${step}`) + newline + close;
}
