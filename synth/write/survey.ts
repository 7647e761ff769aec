import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { readOwnership, recordName, sha256, type Ownership } from './ownership';

/** What the output folder holds before a run. Paths are relative and `/`-separated. */
export interface Survey {
  readonly record: Ownership;
  /** Digest of every regular file that the record names and of every one that the new output names. */
  readonly digests: ReadonlyMap<string, string>;
  /** Everything else that is no folder. */
  readonly foreignFiles: readonly ForeignFile[];
  /** Folders that hold nothing at all. */
  readonly emptyFolders: readonly string[];
  readonly folders: readonly string[];
}

export interface ForeignFile {
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
}

/** Walks without following any link; `isOutput` tells the paths of the new output. */
export function surveyFolder(root: string, isOutput: (path: string) => boolean): Survey {
  const record = readOwnership(root);
  const digests = new Map<string, string>();
  const foreignFiles: ForeignFile[] = [];
  const emptyFolders: string[] = [];
  const folders: string[] = [];
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    if (entries.length === 0 && folder !== '') emptyFolders.push(folder);
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        folders.push(path);
        pending.push(path);
      } else if (entry.isFile() && (record.has(path) || isOutput(path)))
        digests.set(path, sha256(readFileSync(join(root, path))));
      else if (path !== recordName || !entry.isFile()) foreignFiles.push({ path, kind: kindOf(entry) });
    }
  }
  return { record, digests, foreignFiles, emptyFolders, folders };
}

function kindOf(entry: Dirent): ForeignFile['kind'] {
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : 'other';
}
