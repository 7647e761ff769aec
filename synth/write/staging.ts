import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../../lib/model/artifact';
import { foldersOf } from './artifact-paths';
import { hasCode } from './failure';
import { formatOwnership, recordName, type Ownership } from './ownership';
import type { ForeignFile, Survey } from './survey';

export interface StagingPlan {
  readonly artifacts: readonly Artifact[];
  readonly next: Ownership;
  /** The present folder and what is in it; undefined when there is none. */
  readonly old: { readonly root: string; readonly survey: Survey } | undefined;
}

/**
 * Builds the complete new folder at a free path: the artifacts, the ownership record, and everything of the old
 * folder that is not ours. Unchanged and foreign files are hard links to the old ones; all else is synced to disk.
 */
export function buildStaging(staging: string, plan: StagingPlan): void {
  mkdirSync(staging);
  const folders = foldersToMake(plan);
  for (const folder of folders) mkdirSync(join(staging, folder));
  const written: string[] = [];
  for (const { path, text } of plan.artifacts) {
    const file = join(staging, path);
    if (plan.old !== undefined && plan.old.survey.digests.get(path) === plan.next.get(path)) {
      keepFile(join(plan.old.root, path), file);
      continue;
    }
    writeNew(file, text);
    written.push(file);
  }
  writeNew(join(staging, recordName), formatOwnership(plan.next));
  if (plan.old !== undefined) keepForeign(staging, plan.old.root, plan.old.survey);
  // All writes first, then the syncs: by then most pages are on their way to the disk.
  for (const file of [...written, join(staging, recordName)]) syncPath(file);
  for (const folder of folders) syncPath(join(staging, folder));
  syncPath(staging);
}

/** Parents before children. */
function foldersToMake({ artifacts, old }: StagingPlan): string[] {
  const folders = new Set(artifacts.flatMap(({ path }) => foldersOf(path)));
  if (old !== undefined) {
    for (const { path } of old.survey.foreignFiles) for (const folder of foldersOf(path)) folders.add(folder);
    for (const path of old.survey.emptyFolders) for (const folder of [...foldersOf(path), path]) folders.add(folder);
  }
  return [...folders].toSorted();
}

function keepForeign(staging: string, root: string, survey: Survey): void {
  for (const { path, kind } of survey.foreignFiles) keepEntry(join(root, path), join(staging, path), kind);
  // Deepest first, so that a read-only folder is made so after it is filled.
  for (const folder of survey.folders.toSorted().reverse()) {
    const made = statSync(join(staging, folder), { throwIfNoEntry: false });
    if (made !== undefined) chmodSync(join(staging, folder), statSync(join(root, folder)).mode & 0o7777);
  }
  chmodSync(staging, statSync(root).mode & 0o7777);
}

function keepEntry(from: string, to: string, kind: ForeignFile['kind']): void {
  if (kind === 'link') symlinkSync(readlinkSync(from), to);
  else if (kind === 'file') keepFile(from, to);
  else linkSync(from, to);
}

/** A hard link, or a copy with its times where the file system has no links or forbids this one. */
function keepFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'EXDEV', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EACCES', 'ENOSYS')) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    const { atime, mtime } = statSync(from);
    utimesSync(to, atime, mtime);
  }
}

export function writeNew(path: string, text: string): void {
  const bytes = new TextEncoder().encode(text);
  const descriptor = openSync(path, 'wx');
  try {
    for (let offset = 0; offset < bytes.length;) offset += writeSync(descriptor, bytes, offset);
  } finally {
    closeSync(descriptor);
  }
}

/** Waits until a file's content, or a folder's list of names, is on the disk. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Some systems cannot sync a folder; the rename that follows is then as good as it gets.
    if (!hasCode(error, 'EISDIR', 'EPERM', 'EINVAL')) throw error;
  } finally {
    closeSync(descriptor);
  }
}
