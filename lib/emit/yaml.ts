import { doubleQuoted } from './scalar';
import { enter, leave, quotedKey, refuse, scalar, sortedKeys, startWalk, type Walk } from './walk';

/**
 * Block-style YAML that every reader takes for the same data, whatever its version: keys sorted by code units, two
 * spaces, no anchors, tags or folding. Members that are undefined are left out. Throws, naming the path, on what is
 * no JSON, on integers beyond 2^53, lone surrogates and keys too long for a simple key.
 */
export function emitYaml(value: unknown): string {
  const output: Output = { text: '', walk: startWalk('emit-yaml') };
  if (isContainer(value)) emitContainer(output, value, 0, '');
  else output.text += `${yamlScalar(output.walk, value, 0)}\n`;
  return output.text;
}

/** Several documents in one stream, joined by `---`. */
export function emitYamlDocuments(values: readonly unknown[]): string {
  return values.map((value) => emitYaml(value)).join('---\n');
}

interface Output {
  text: string;
  readonly walk: Walk;
}

type Container = readonly unknown[] | Readonly<Record<string, unknown>>;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

/** `lead` stands before the first line in place of its indent: '' at the root, or `- ` on the line of a list item. */
function emitContainer(output: Output, container: Container, depth: number, lead: string | undefined): void {
  enter(output.walk, container);
  if (Array.isArray(container)) emitList(output, container, depth, lead);
  else emitMap(output, container as Readonly<Record<string, unknown>>, depth, lead);
  leave(output.walk);
}

function emitMap(
  output: Output,
  map: Readonly<Record<string, unknown>>,
  depth: number,
  lead: string | undefined,
): void {
  const { walk } = output;
  const keys = sortedKeys(walk, map);
  if (keys.length === 0) {
    output.text += lead === undefined ? ' {}\n' : `${lead}{}\n`;
    return;
  }
  if (lead === undefined) output.text += '\n';
  let first = lead;
  for (const key of keys) {
    walk.keys.push(key);
    const value = map[key];
    output.text += `${first ?? indent(depth)}${yamlKey(walk, key)}:`;
    if (isContainer(value)) emitContainer(output, value, depth + 1, undefined);
    else output.text += ` ${yamlScalar(walk, value, depth + 1)}\n`;
    walk.keys.pop();
    first = undefined;
  }
}

function emitList(output: Output, list: readonly unknown[], depth: number, lead: string | undefined): void {
  const { walk } = output;
  if (list.length === 0) {
    output.text += lead === undefined ? ' []\n' : `${lead}[]\n`;
    return;
  }
  if (lead === undefined) output.text += '\n';
  for (let index = 0; index < list.length; index += 1) {
    walk.keys.push(index);
    const value = list[index];
    const bullet = `${index === 0 && lead !== undefined ? lead : indent(depth)}- `;
    if (isContainer(value)) emitContainer(output, value, depth + 1, bullet);
    else output.text += `${bullet}${yamlScalar(walk, value, depth + 1)}\n`;
    walk.keys.pop();
  }
}

function yamlKey(walk: Walk, key: string): string {
  if (isPlainWord(key)) return key;
  const quoted = quotedKey(walk, key);
  if (quoted.length >= simpleKeyLimit) refuse(walk, `a key of ${key.length} characters is too long for YAML`);
  return quoted;
}

/** Go, PyYAML and `yaml` read a key on one line only if it is shorter than this, quotes and escapes included. */
const simpleKeyLimit = 1024;

function yamlScalar(walk: Walk, value: unknown, depth: number): string {
  if (typeof value === 'string' && value.includes('\n') && fitsLiteralBlock(value)) return literalBlock(value, depth);
  return scalar(walk, value, yamlString);
}

function yamlString(text: string): string | undefined {
  return isPlainWord(text) ? text : doubleQuoted(text);
}

/** `[A-Za-z/][A-Za-z0-9_./-]*`, at most 200 characters, and no word that a YAML version takes for another type. */
function isPlainWord(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > 200 || characterClass[text.charCodeAt(0)] !== starts) return false;
  for (let index = 1; index < length; index += 1) if ((characterClass[text.charCodeAt(index)] ?? 0) === 0) return false;
  return length > 5 || !typedWords.has(text.toLowerCase());
}

const typedWords = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'nan', 'inf']);

const starts = 2;
/** By character code: 2 = may start and continue a plain word, 1 = may only continue it, 0 = neither. */
const characterClass = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z/]/.test(character)) return starts;
  return /[0-9_.-]/.test(character) ? 1 : 0;
});

/** Readable as `|`: printable ASCII, no line ends in a blank, the first is neither indented nor empty. */
function fitsLiteralBlock(text: string): boolean {
  return !(/[^\n -~]/.test(text) || /^[ \n]/.test(text) || / (?:\n|$)/.test(text) || text.endsWith('\n\n'));
}

function literalBlock(text: string, depth: number): string {
  const margin = indent(Math.max(depth, 1));
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : margin + line));
  return `${body === text ? '|-' : '|'}\n${lines.join('\n')}`;
}

function indent(depth: number): string {
  return indents[depth] ?? '  '.repeat(depth);
}

const indents = Array.from({ length: 64 }, (_, depth) => '  '.repeat(depth));
