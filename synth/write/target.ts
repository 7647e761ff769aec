import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import { hasCode } from './failure';
import { recordName } from './ownership';

/** The output folder: every link on the way to it is resolved, itself it is none. */
export interface Target {
  readonly path: string;
  readonly parent: string;
  readonly name: string;
  /** What is there now. */
  readonly stats: Stats | undefined;
}

/** Finds the folder and refuses one that must not be replaced as a whole. Makes the folders above it. */
export function resolveTarget(directory: string): Target | Diagnostic {
  const asked = resolve(directory);
  const early = protection(asked);
  if (early !== undefined) return diagnostic('output/protected-folder', asked, { folder: asked, reason: early });
  makeFolders(dirname(asked));
  const parent = realpathSync(dirname(asked));
  const name = basename(asked);
  const path = join(parent, name);
  const reason = protection(path);
  if (reason !== undefined) return diagnostic('output/protected-folder', path, { folder: path, reason });
  const stats = statsOf(path);
  if (stats !== undefined && !stats.isDirectory())
    return diagnostic('output/not-a-folder', path, { folder: path, kind: kindOf(path, stats) });
  return strangeness(path, stats) ?? { path, parent, name, stats };
}

/** Not by `recursive`, which never returns below /proc (Node 20): there a folder exists and cannot hold another. */
function makeFolders(path: string): void {
  const missing: string[] = [];
  for (let folder = path; !existsSync(folder); folder = dirname(folder)) missing.push(folder);
  for (const folder of missing.toReversed()) makeFolder(folder);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run may have made it meanwhile.
    if (!hasCode(error, 'EEXIST') || !statSync(path).isDirectory()) throw error;
  }
}

export function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function protection(path: string): string | undefined {
  if (dirname(path) === path) return 'the root of the disk';
  const home = real(homedir());
  if (path === home) return 'the home folder';
  const working = workingDirectory();
  if (path === working) return 'the working directory';
  if (contains(path, home)) return 'a folder that holds the home folder';
  return working !== undefined && contains(path, working) ? 'a folder that holds the working directory' : undefined;
}

/** Outside of the working directory only what is new, empty or already ours is taken. */
function strangeness(path: string, stats: Stats | undefined): Diagnostic | undefined {
  const root = workingDirectory();
  if (stats === undefined || root === undefined || contains(root, path)) return undefined;
  const names = readdirSync(path);
  if (names.length === 0 || names.includes(recordName)) return undefined;
  return diagnostic('output/outside-root', path, { folder: path, root });
}

function kindOf(path: string, stats: Stats): string {
  if (stats.isSymbolicLink()) return `a symbolic link to "${real(path)}"`;
  return stats.isFile() ? 'a file' : 'no folder';
}

function contains(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Undefined when it was deleted. */
function workingDirectory(): string | undefined {
  try {
    return real(process.cwd());
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
