import type { Artifact } from '../lib/model/artifact';
import type { Diagnostic } from '../lib/model/diagnostic';

/** Everything the outside world offers. One real implementation in `cli/host.ts`, one in memory for tests. */
export interface Host {
  /** UTF-8 text of a file, or undefined when there is none. Throws only for other failures. */
  readText(path: string): string | undefined;
  /** Replaces the folder's owned files by the artifacts, all or nothing; returns `output/` diagnostics. */
  writeFiles(directory: string, artifacts: readonly Artifact[], options: WriteOptions): readonly Diagnostic[];
  env(name: string): string | undefined;
  /** Milliseconds since the epoch; for progress display alone. */
  now(): number;
}

export interface WriteOptions {
  /** Overwrite files of ours that were edited by hand. */
  readonly force: boolean;
}
