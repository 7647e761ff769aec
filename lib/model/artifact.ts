/** One file of the output, in memory. Back ends return these; only `synth/write.ts` puts them on a disk. */
export interface Artifact {
  /** Relative, `/`-separated, made of slugs, unique after case folding. */
  readonly path: string;
  readonly text: string;
}

/** By path in code units: the order of every list of artifacts. */
export function sortArtifacts(artifacts: readonly Artifact[]): Artifact[] {
  return artifacts.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
