import type { Origin } from '../lib/model/diagnostic';

/** Frames captured in passing; V8 formats them only when `stack` is read. */
interface CapturedFrames {
  readonly stack?: unknown;
}

/** By construct, then by what of it was declared: `` for its creation, `calls/engine` for a call. */
const captured = new WeakMap<object, Map<string, CapturedFrames>>();

/**
 * Remembers where the program is. Costs microseconds: nothing is formatted here. `above` is the constructor of the
 * instance, so that the constructors of the user's own subclasses are not taken for the place of the declaration.
 */
export function capturePosition(construct: object, part = '', above: object = capturePosition): void {
  const frames: CapturedFrames = {};
  Error.captureStackTrace(frames, above as typeof capturePosition);
  const parts = captured.get(construct);
  if (parts === undefined) captured.set(construct, new Map([[part, frames]]));
  else if (!parts.has(part)) parts.set(part, frames);
}

/** The line of the user's program that declared the part, or whatever of it is known; undefined when nothing is. */
export function positionOf(construct: object, part = ''): Origin | undefined {
  const parts = captured.get(construct);
  for (let known = part; ; known = known.slice(0, Math.max(known.lastIndexOf('/'), 0))) {
    const frames = parts?.get(known);
    if (frames !== undefined) return originOf(frames);
    if (known === '') return undefined;
  }
}

/** The first frame of a stack trace that is the user's own code, undefined when there is none. */
export function originOf({ stack }: CapturedFrames): Origin | undefined {
  // A user's own `Error.prepareStackTrace` may have made anything of it.
  if (typeof stack !== 'string') return undefined;
  for (const line of stack.split('\n')) {
    const frame = parseFrame(line);
    if (frame !== undefined && !isForeign(frame.file)) return frame;
  }
  return undefined;
}

/** `at f (/a/main.ts:3:5)`, `at /a/main.ts:3:5`, `at async file:///a/main.mjs:3:5`. */
function parseFrame(line: string): { file: string; line: number; col: number } | undefined {
  const call = /^\s+at (?:async )?(.*)$/.exec(line)?.[1];
  if (call === undefined || call.includes('eval at ')) return undefined;
  const open = call.endsWith(')') ? call.indexOf(' (') : -1;
  const place = open === -1 ? call : call.slice(open + 2, -1);
  const match = /^(.+):(\d+):(\d+)$/.exec(place);
  return match === null ? undefined : { file: filePath(match[1] ?? ''), line: Number(match[2]), col: Number(match[3]) };
}

function filePath(location: string): string {
  if (!location.startsWith('file://')) return location;
  const path = location.slice('file://'.length).replace(/^\/(?=[A-Za-z]:)/, '');
  return path.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (escaped) => decoded(escaped));
}

function decoded(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}

const separator = __dirname.includes('\\') ? '\\' : '/';
const packageFolder = __dirname.slice(0, __dirname.lastIndexOf(separator) + 1);
const ownFolders = ['constructs', 'lib', 'synth', 'cli', 'testing'].map(
  (name) => `${packageFolder}${name}${separator}`,
);

/** Node's own frames, native code, installed packages, and this package itself. */
function isForeign(file: string): boolean {
  return (
    file.startsWith('node:') ||
    !/[\\/]/.test(file) ||
    /[\\/]node_modules[\\/]/.test(file) ||
    ownFolders.some((folder) => file.startsWith(folder))
  );
}
