import type { ProofNode } from '../../solver';

/** Nodes of a proof tree as they are bounded; keeps nothing unless asked. */
export interface ProofRecorder {
  node(): void;
  round(multipliers: Float32Array): void;
  branch(site: number): void;
  readonly nodes: readonly ProofNode[];
  readonly count: number;
}

export function proofRecorder(keep: boolean): ProofRecorder {
  const nodes: { rounds: Float32Array[]; branch: number | null }[] = [];
  let count = 0;
  return {
    node: () => {
      count += 1;
      if (keep) nodes.push({ rounds: [], branch: null });
    },
    round: (multipliers) => nodes.at(-1)?.rounds.push(Float32Array.from(multipliers)),
    branch: (site) => {
      const last = nodes.at(-1);
      if (last !== undefined) last.branch = site;
    },
    nodes,
    get count() {
      return count;
    },
  };
}
