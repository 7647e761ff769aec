import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import { hasCode, ioDiagnostic } from './failure';

/**
 * Makes the file hold exactly the text: at once, or it stays as it was. A link is followed, what is no regular file is
 * refused, and an existing file keeps its mode.
 */
export function writeTextFile(path: string, text: string): readonly Diagnostic[] {
  try {
    const target = followLinks(resolve(path));
    const folder = dirname(target);
    if (!existsSync(folder))
      return [
        diagnostic('output/io', path, {
          operation: 'write to',
          file: path,
          cause: `there is no folder "${dirname(path)}"`,
        }),
      ];
    const stats = statSync(target, { throwIfNoEntry: false });
    if (stats !== undefined && !stats.isFile()) {
      const cause = stats.isDirectory() ? 'it is a folder' : 'it is no regular file';
      return [diagnostic('output/io', path, { operation: 'write to', file: path, cause })];
    }
    replace(target, text, stats === undefined ? 0o666 : stats.mode & 0o777);
    return [];
  } catch (error) {
    return [ioDiagnostic(error)];
  }
}

function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return path;
    throw error;
  }
}

/** The draft lies beside the file, so that the renaming stays on one file system. */
function replace(target: string, text: string, mode: number): void {
  const draft = join(dirname(target), `.${basename(target)}.draft-${process.pid}`);
  try {
    const descriptor = openSync(draft, 'wx', mode);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
