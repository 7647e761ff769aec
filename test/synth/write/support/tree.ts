import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artifact } from '../../../../lib/model/artifact';

export function scratch(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'obinexus-write-')));
}

/** In memory where the system has such a disk: a test of hundreds of runs would otherwise wait for a real one. */
export function quickScratch(): string {
  return existsSync('/dev/shm') ? realpathSync(mkdtempSync('/dev/shm/obinexus-write-')) : scratch();
}

/** Every file and link below a folder with its content, empty folders with a dash; the ownership record apart. */
export function treeOf(folder: string, prefix = ''): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(join(folder, prefix)).toSorted()) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (path === '.obinexus-files') continue;
    const stats = lstatSync(join(folder, path));
    if (stats.isSymbolicLink()) tree[path] = `-> ${readlinkSync(join(folder, path))}`;
    else if (stats.isFile()) tree[path] = readFileSync(join(folder, path), 'utf8');
    else if (readdirSync(join(folder, path)).length === 0) tree[path] = '-';
    else Object.assign(tree, treeOf(folder, path));
  }
  return tree;
}

export function artifactsOf(tree: Readonly<Record<string, string>>): Artifact[] {
  return Object.entries(tree).map(([path, text]) => ({ path, text }));
}
