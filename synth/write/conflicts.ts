import { join } from 'node:path';
import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import { fold, foldersOf } from './artifact-paths';
import type { Ownership } from './ownership';
import type { Survey } from './survey';

/** What of the present folder the new output would destroy although it is not ours, or is no longer as we wrote it. */
export function findConflicts(folder: string, survey: Survey, next: Ownership, force: boolean): Diagnostic[] {
  const edited = (force ? [] : editedFiles(survey, next)).map((path) => join(folder, path));
  const foreign = filesInTheWay(survey, next).map((path) => join(folder, path));
  return [
    ...edited.map((file) => diagnostic('output/edited-file', file, { file })),
    ...foreign.map((file) => diagnostic('output/foreign-file', file, { file })),
  ];
}

/** Files of ours whose bytes are neither those of the last run nor those of this one. */
function editedFiles(survey: Survey, next: Ownership): string[] {
  return [...survey.digests]
    .filter(
      ([path, digest]) => survey.record.has(path) && survey.record.get(path) !== digest && next.get(path) !== digest,
    )
    .map(([path]) => path);
}

/** A file not ours with other bytes at an output path; anything not a folder where a folder must be; the reverse. */
function filesInTheWay(survey: Survey, next: Ownership): string[] {
  const files = new Set([...next.keys()].map((path) => fold(path)));
  const folders = new Set([...next.keys()].flatMap((path) => foldersOf(fold(path))));
  const strangers = [...survey.digests]
    .filter(([path, digest]) => !survey.record.has(path) && next.get(path) !== digest)
    .map(([path]) => path);
  const foreign = survey.foreignFiles.map(({ path }) => path);
  const keptFolders = [...survey.emptyFolders, ...foreign.flatMap((path) => foldersOf(path))];
  return [
    ...strangers,
    ...foreign.filter((path) => files.has(fold(path)) || folders.has(fold(path))),
    ...new Set(keptFolders.filter((path) => files.has(fold(path)))),
  ];
}
