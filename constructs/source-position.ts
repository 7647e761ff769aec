import type { Origin } from '../lib/model/diagnostic';

/** Frames captured at a construct's creation; formatted only when a diagnostic asks. */
export interface CapturedFrames {
  readonly stack?: string;
}

/** Captures the frames above `constructor`. Cheap: V8 formats them when `stack` is read, not before. */
export function captureFrames(constructor: abstract new (...parameters: never[]) => object): CapturedFrames {
  const frames: CapturedFrames = {};
  Error.captureStackTrace(frames, constructor);
  return frames;
}

/** The first frame in the user's own code, undefined when it cannot be told. */
export function originOf({ stack }: CapturedFrames): Origin | undefined {
  for (const line of (stack ?? '').split('\n').slice(1)) {
    const match = /^\s+at (?:.*\()?((?:file:\/\/)?(?:[A-Za-z]:)?[^()]*?):(\d+):(\d+)\)?$/.exec(line);
    const file = match?.[1]?.replace(/^file:\/\//, '');
    if (match === null || file === undefined || isForeign(file)) continue;
    return { file, line: Number(match[2]), col: Number(match[3]) };
  }
  return undefined;
}

/** Node's own frames, installed packages, and this package's constructs, built or not. */
function isForeign(file: string): boolean {
  return (
    file.startsWith('node:') ||
    /[\\/]node_modules[\\/]/.test(file) ||
    ownFolders.some((folder) => file.startsWith(folder))
  );
}

const packageFolder = __dirname.replace(/constructs$/, '');
const ownFolders = ['constructs', 'synth', 'cli', 'testing'].map((name) => `${packageFolder}${name}`);
