import { sortedBy } from './compare';

/** One file of the output, in memory. Back ends return these; only `synth/write.ts` puts them on a disk. */
export interface Artifact {
  /** Relative, `/`-separated, made of slugs, unique after case folding. */
  readonly path: string;
  readonly text: string;
}

/** By path in code units: the order of every list of artifacts. */
export function sortArtifacts(artifacts: readonly Artifact[]): Artifact[] {
  return sortedBy(artifacts, (artifact) => artifact.path);
}
