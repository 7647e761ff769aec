import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import { foldersOf } from './artifact-paths';
import { hasCode, ioCause } from './failure';
import { isOwnName, journalPath, readJournal, stagingIsWhole, writeJournal, type Journal } from './journal';
import { readOwnership, recordName } from './ownership';
import { removeTree } from './remove-tree';
import { syncPath } from './staging';
import { statsOf, type Target } from './target';

/**
 * Puts a complete staging folder in the place of the output folder. A process that ends anywhere in here leaves a
 * journal, by which `recover` makes the folder wholly old or wholly new again. Throws with the old folder in place.
 */
export function swapIn(target: Target, staging: string, record: string): Diagnostic[] {
  const journal: Journal = { way: 'swap', staging, old: `.${target.name}.old-${process.pid}`, record };
  writeJournal(target, journal);
  const old = join(target.parent, journal.old);
  if (target.stats !== undefined && !moveAway(target.path, old)) return replaceByFiles(target, journal);
  try {
    renameSync(join(target.parent, staging), target.path);
  } catch (error) {
    if (target.stats !== undefined) renameSync(old, target.path);
    throw error;
  }
  return finish(target, journal);
}

/** Where the folder cannot be renamed. Not all at once, but once begun it is finished: now or by the next run. */
function replaceByFiles(target: Target, journal: Journal): Diagnostic[] {
  const byFiles: Journal = { ...journal, way: 'files' };
  writeJournal(target, byFiles);
  try {
    return finish(target, byFiles);
  } catch (error) {
    return [diagnostic('output/unfinished', target.path, { folder: target.path, cause: ioCause(error) })];
  }
}

/** False for a mount point or a folder of a lower layer of an overlay: only its files can be replaced. */
function moveAway(path: string, old: string): boolean {
  try {
    renameSync(path, old);
    return true;
  } catch (error) {
    if (hasCode(error, 'EBUSY', 'EXDEV', 'EPERM')) return false;
    throw error;
  }
}

/** Finishes or undoes what an interrupted run left. Call it under the lock, before looking at the folder. */
export function recover(target: Target): Diagnostic[] {
  const journal = readJournal(target);
  if (journal === undefined) rmSync(journalPath(target), { force: true });
  const found = journal === undefined ? [] : settle(target, journal);
  if (found.some(({ severity }) => severity === 'error')) return found;
  for (const name of readdirSync(target.parent))
    if (leftoverRoles.some((role) => isOwnName(target, role, name))) removeTree(join(target.parent, name));
  return found;
}

/** Not `old`: without a journal it is nothing that we know. */
const leftoverRoles = ['staging', 'journal', 'lock', 'lock-stale'];

function settle(target: Target, journal: Journal): Diagnostic[] {
  const staging = join(target.parent, journal.staging);
  const old = join(target.parent, journal.old);
  const has = { target: statsOf(target.path) !== undefined, old: statsOf(old) !== undefined };
  if (journal.way === 'files' || !stagingIsWhole(target, journal)) {
    if (!has.target && has.old) renameSync(old, target.path);
    return finish(target, journal);
  }
  if (!has.target) {
    renameSync(staging, target.path);
    return finish(target, journal);
  }
  if (!has.old) {
    rmSync(journalPath(target), { force: true });
    return [];
  }
  // Both were set aside, and somebody made the folder anew.
  if (readdirSync(target.path).length > 0)
    return [diagnostic('output/interrupted', target.path, { folder: target.path, old, staging })];
  rmdirSync(target.path);
  return settle(target, journal);
}

/** The new content is in place, or is put there file by file; removes the old content and then the journal. */
function finish(target: Target, journal: Journal): Diagnostic[] {
  const staging = join(target.parent, journal.staging);
  if (journal.way === 'files' && stagingIsWhole(target, journal)) replaceFiles(staging, target.path);
  // The journal last: as long as something is left, the next run finds it there.
  for (const path of [join(target.parent, journal.old), staging, journalPath(target)]) {
    try {
      syncPath(target.parent);
      removeTree(path);
    } catch (error) {
      return [diagnostic('output/leftover', path, { path, cause: ioCause(error) })];
    }
  }
  return [];
}

/** Can be run again from the start at any time: the record, which says what is left to do, goes last. */
function replaceFiles(staging: string, target: string): void {
  const before = readOwnership(target);
  const after = readOwnership(staging);
  const removed = [...before.keys()].filter((path) => !after.has(path));
  for (const path of removed) removeFile(target, path);
  for (const path of after.keys()) {
    if (statsOf(join(staging, path)) === undefined) continue;
    mkdirSync(join(target, ...foldersOf(path).slice(-1)), { recursive: true });
    renameSync(join(staging, path), join(target, path));
  }
  renameSync(join(staging, recordName), join(target, recordName));
}

/**
 * Removes a file of ours and the folders that it leaves empty, also where an earlier attempt has removed some of them.
 * The record is text on a disk: it leads neither outside nor through a link.
 */
function removeFile(root: string, path: string): void {
  const folders = foldersOf(path);
  if (path.split('/').includes('..')) return;
  if (folders.some((folder) => statsOf(join(root, folder))?.isDirectory() === false)) return;
  const stats = statsOf(join(root, path));
  if (stats !== undefined && !stats.isFile()) return;
  if (stats !== undefined) unlinkSync(join(root, path));
  for (const folder of folders.toReversed()) {
    if (statsOf(join(root, folder)) === undefined) continue;
    if (readdirSync(join(root, folder)).length > 0) return;
    rmdirSync(join(root, folder));
  }
}
