import type { Artifact } from '../../lib/model/artifact';
import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import { recordName } from './ownership';

/** Paths that would leave the folder, that some file system refuses, or that meet on one that folds case. */
export function checkArtifactPaths(artifacts: readonly Artifact[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  const files = new Map<string, string>();
  for (const { path } of artifacts) {
    const reason = illegality(path);
    if (reason !== undefined) {
      found.push(diagnostic('output/illegal-path', path, { path, reason }));
      continue;
    }
    const other = files.get(fold(path));
    if (other !== undefined) found.push(diagnostic('output/path-clash', path, { path, other }));
    files.set(fold(path), path);
  }
  return [...found, ...filesAsFolders(files)];
}

/** Two names are one file on some disk when these are equal. */
export function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** `a/b/c` -> `a`, `a/b`. */
export function foldersOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

function filesAsFolders(files: ReadonlyMap<string, string>): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [folded, path] of files)
    for (const folder of foldersOf(folded)) {
      const other = files.get(folder);
      if (other !== undefined) found.push(diagnostic('output/path-clash', path, { path, other }));
    }
  return found;
}

function illegality(path: string): string | undefined {
  const segments = path.split('/');
  if (path === '' || path.startsWith('/') || segments.includes('..')) return 'lies outside of the output folder';
  if (segments.some((segment) => !/^[A-Za-z0-9._-]+$/.test(segment) || segment === '.'))
    return 'has a name with other characters than letters, digits, ".", "_" and "-"';
  if (segments.some((segment) => segment.endsWith('.') || segment.length > 255))
    return 'has a name that ends in a dot or is longer than 255 characters';
  if (segments.some((segment) => reservedOnWindows.test(segment))) return 'has a name that Windows reserves';
  return segments[0] === recordName ? 'is the name of the ownership record' : undefined;
}

const reservedOnWindows = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
