import { join } from 'node:path';
import { sortArtifacts, type Artifact } from '../../lib/model/artifact';
import { diagnostic, hasErrors, sortDiagnostics, type Diagnostic } from '../../lib/model/diagnostic';
import type { WriteOptions } from '../host';
import { checkArtifactPaths } from './artifact-paths';
import { findConflicts } from './conflicts';
import { hasCode, ioCause, ioDiagnostic } from './failure';
import { acquireLock, type Locking } from './lock';
import { formatOwnership, sha256, type Ownership } from './ownership';
import { buildStaging, type StagingPlan } from './staging';
import { surveyFolder, type Survey } from './survey';
import { recover, swapIn } from './swap';
import { resolveTarget, statsOf, type Target } from './target';

/**
 * Makes the folder hold exactly the artifacts, beside the files that are not ours: all at once or not at all. What
 * the operating system or a safety rule refuses is an `output/` diagnostic, and the folder stays as it was.
 */
export function writeArtifacts(
  directory: string,
  artifacts: readonly Artifact[],
  options: WriteOptions,
): readonly Diagnostic[] {
  const illegal = checkArtifactPaths(artifacts);
  if (illegal.length > 0) return sortDiagnostics(illegal);
  try {
    const target = resolveTarget(directory);
    if ('code' in target) return [target];
    return withLock(target, () => writeLocked(directory, target, sortArtifacts(artifacts), options));
  } catch (error) {
    return [ioDiagnostic(error)];
  }
}

function withLock(target: Target, write: () => readonly Diagnostic[]): readonly Diagnostic[] {
  const path = join(target.parent, `.${target.name}.lock`);
  const locking = lockIn(target.parent, path);
  if ('code' in locking) return [locking];
  if ('heldBy' in locking)
    return [diagnostic('output/locked', target.path, { folder: target.path, holder: locking.heldBy, lock: path })];
  try {
    return write();
  } finally {
    locking.release();
  }
}

/** The lock is the first thing written, so a parent that cannot be written to shows here. */
function lockIn(parent: string, path: string): Locking | Diagnostic {
  try {
    return acquireLock(path);
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EROFS', 'EPERM')) throw error;
    return diagnostic('output/io', parent, { operation: 'write to', file: parent, cause: ioCause(error) });
  }
}

function writeLocked(
  directory: string,
  before: Target,
  artifacts: readonly Artifact[],
  options: WriteOptions,
): readonly Diagnostic[] {
  const recovered = recover(before);
  if (hasErrors(recovered)) return recovered;
  const stats = statsOf(before.path);
  const target: Target = { ...before, stats };
  if (stats !== undefined && (stats.mode & 0o222) === 0) return [readOnly(target)];
  const next: Ownership = new Map(artifacts.map(({ path, text }) => [path, sha256(text)]));
  const survey = stats === undefined ? undefined : surveyFolder(target.path, (path) => next.has(path));
  if (survey !== undefined) {
    const conflicts = findConflicts(directory, survey, next, options.force);
    if (conflicts.length > 0) return sortDiagnostics(conflicts);
    if (isUnchanged(survey, next)) return recovered;
  }
  const old = survey === undefined ? undefined : { root: target.path, survey };
  return [...recovered, ...replace(target, { artifacts, next, old })];
}

/** On an error the old folder is in place again before the error is thrown on. */
function replace(target: Target, plan: StagingPlan): readonly Diagnostic[] {
  const staging = `.${target.name}.staging-${process.pid}`;
  try {
    buildStaging(join(target.parent, staging), plan);
    return swapIn(target, staging, sha256(formatOwnership(plan.next)));
  } catch (error) {
    try {
      recover(target);
    } catch {
      // The first error says more; the next run recovers again.
    }
    throw error;
  }
}

/** A swap would go through in spite of it, since only the parent is written to. */
function readOnly(target: Target): Diagnostic {
  const parameters = { operation: 'write to', file: target.path, cause: 'the folder is read-only' };
  return diagnostic('output/io', target.path, parameters);
}

function isUnchanged(survey: Survey, next: Ownership): boolean {
  const sameFiles = [...next].every(([path, digest]) => survey.digests.get(path) === digest);
  return sameFiles && formatOwnership(survey.record) === formatOwnership(next);
}
