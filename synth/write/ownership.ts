import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareCodeUnits } from '../../lib/model/compare';

/** Ends in none of .yaml, .yml, .json: `kubectl apply -f <folder>` must not take it for a manifest. */
export const recordName = '.obinexus-files';

/** SHA-256 (hex) of every file that we wrote, by path; the file is also what `sha256sum -c` reads. */
export type Ownership = ReadonlyMap<string, string>;

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function formatOwnership(ownership: Ownership): string {
  return [...ownership]
    .toSorted(([a], [b]) => compareCodeUnits(a, b))
    .map(([path, digest]) => `${digest}  ${path}\n`)
    .join('');
}

/** The record of a folder; empty when it has none. A line that is no record line owns nothing. */
export function readOwnership(folder: string): Ownership {
  let text: string;
  try {
    text = readFileSync(join(folder, recordName), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  const ownership = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, digest, path] = /^([0-9a-f]{64}) {1,2}([^ ].*)$/.exec(line) ?? [];
    if (digest !== undefined && path !== undefined) ownership.set(path, digest);
  }
  return ownership;
}
