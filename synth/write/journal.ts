import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from './failure';
import { recordName, sha256 } from './ownership';
import { syncPath, writeNew } from './staging';
import { statsOf, type Target } from './target';

/** Written when the staging folder is complete: from here on an interrupted run can be finished or undone. */
export interface Journal {
  /** `swap`: the folders change places. `files`: file by file, where a folder cannot be renamed. */
  readonly way: 'swap' | 'files';
  readonly staging: string;
  readonly old: string;
  /** SHA-256 of the staging folder's ownership record. */
  readonly record: string;
}

export function journalPath(target: Target): string {
  return join(target.parent, `.${target.name}.journal`);
}

/** Appears complete or not at all. */
export function writeJournal(target: Target, journal: Journal): void {
  const draft = join(target.parent, `.${target.name}.journal-${process.pid}`);
  rmSync(draft, { force: true });
  writeNew(draft, `${JSON.stringify(journal)}\n`);
  syncPath(draft);
  renameSync(draft, journalPath(target));
  syncPath(target.parent);
}

/** The journal of an interrupted run; undefined when there is none or it is not one of ours. */
export function readJournal(target: Target): Journal | undefined {
  let journal: Partial<Journal>;
  try {
    journal = JSON.parse(readFileSync(journalPath(target), 'utf8')) as typeof journal;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { way, staging, old, record } = journal;
  if (way !== 'swap' && way !== 'files') return undefined;
  if (!isOwnName(target, 'staging', staging) || !isOwnName(target, 'old', old)) return undefined;
  return typeof record === 'string' ? { way, staging, old, record } : undefined;
}

/** Whether the staging folder is still the one that the journal was written for; any other must not become the output. */
export function stagingIsWhole(target: Target, journal: Journal): boolean {
  const record = join(target.parent, journal.staging, recordName);
  return statsOf(record)?.isFile() === true && sha256(readFileSync(record)) === journal.record;
}

/** `.out.staging-123`: nothing else is ever renamed or removed beside the output folder. */
export function isOwnName(target: Target, role: string, name: unknown): name is string {
  if (typeof name !== 'string') return false;
  const prefix = `.${target.name}.${role}-`;
  return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
}
