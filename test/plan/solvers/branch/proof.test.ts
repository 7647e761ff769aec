import fc from 'fast-check';
import { orlibInstance, publishedOptima } from '../../../../bench/orlib/instances';
import type { PlacementProblem, ProofTree } from '../../../../lib/plan/solver';
import { solvePlacement } from '../../../../lib/plan/solvers/solve';
import { bruteForceOptimum } from '../support/brute-force';
import { problems } from '../support/problems';
import { faultInProof } from './replay';
import { hardProblems, kinds, options, proved } from './support';

const check = { seed: 4_669_201, numRuns: 80 };

function keptTree(problem: PlacementProblem): ProofTree {
  const { tree } = proved(problem);
  if (tree === null) throw new Error('no tree was kept');
  return tree;
}

describe.each(kinds)('a %s problem with a budget for its proof', (kind) => {
  it('is proved optimal at the cost that brute force finds, by a tree that replays', () => {
    let branched = 0;
    fc.assert(
      fc.property(fc.oneof(hardProblems(kind), problems(kind)), (problem) => {
        const optimum = bruteForceOptimum(problem);
        const solution = solvePlacement(problem, options);
        expect(solution.feasible ? solution.cost : null).toBe(optimum);
        if (!solution.feasible) return;
        expect(solution.lowerBound).toBe(optimum);
        expect(solution.rootBound).toBeLessThanOrEqual(solution.cost);
        if (solution.tree === null) throw new Error('no tree was kept');
        expect(solution.tree.nodes).toHaveLength(solution.nodes);
        expect(solution.tree.cutoff).toBeGreaterThan(solution.cost - 1);
        expect(faultInProof(problem, solution.tree)).toBeNull();
        if (solution.nodes > 1) branched += 1;
      }),
      check,
    );
    expect(branched).toBeGreaterThan(5);
  });

  it('has a valid bound whatever the budget of the proof is', () => {
    const drawn = fc.tuple(hardProblems(kind), fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(drawn, ([problem, proofSteps]) => {
        const optimum = bruteForceOptimum(problem);
        const solution = solvePlacement(problem, { ...options, proofSteps });
        if (!solution.feasible || optimum === null) return;
        expect(solution.lowerBound).toBeLessThanOrEqual(optimum);
        expect(solution.lowerBound).toBeGreaterThanOrEqual(solution.rootBound);
        expect(solution.tree === null || solution.lowerBound === solution.cost).toBe(true);
      }),
      { ...check, numRuns: 50 },
    );
  });

  it('does not prove more than is true: the tree is refused for a cutoff above the optimum', () => {
    fc.assert(
      fc.property(hardProblems(kind, 9), (problem) => {
        const solution = solvePlacement(problem, options);
        if (!solution.feasible) return;
        if (solution.tree === null) throw new Error('no tree was kept');
        expect(faultInProof(problem, { ...solution.tree, cutoff: solution.cost + 0.001 })).not.toBeNull();
      }),
      { ...check, numRuns: 30 },
    );
  });
});

describe('a proof tree', () => {
  const problem = orlibInstance('pmed3');
  const tree = keptTree(problem);
  const changed = (at: number, change: Partial<ProofTree['nodes'][number]>): ProofTree => ({
    ...tree,
    nodes: tree.nodes.map((node, index) => (index === at ? { ...node, ...change } : node)),
  });

  it('is refused without any one of its nodes, or with one too many', () => {
    expect(faultInProof(problem, tree)).toBeNull();
    for (const at of tree.nodes.keys())
      expect(faultInProof(problem, { ...tree, nodes: tree.nodes.toSpliced(at, 1) })).not.toBeNull();
    expect(faultInProof(problem, { ...tree, nodes: [...tree.nodes, ...tree.nodes.slice(-1)] })).not.toBeNull();
  });

  it('is refused if any leaf loses its rounds or its multipliers', () => {
    const leaves = [...tree.nodes.entries()].filter(([, { branch, rounds }]) => branch === null && rounds.length > 0);
    for (const [at, { rounds }] of leaves) {
      expect(faultInProof(problem, changed(at, { rounds: [] }))).not.toBeNull();
      expect(faultInProof(problem, changed(at, { rounds: rounds.map((row) => row.map(() => 0)) }))).not.toBeNull();
    }
  });

  it.each(['pmed2', 'pmed6', 'cap71', 'cap134'])('of %s proves its published optimum', (name) => {
    const instance = orlibInstance(name);
    const solution = proved(instance, { proofSteps: 10_000_000 });
    const optimum = publishedOptima().get(name) ?? NaN;
    expect(Math.abs(solution.cost - optimum)).toBeLessThanOrEqual(0.01);
    expect((solution.cost - solution.lowerBound) / solution.cost).toBeLessThanOrEqual(1e-6);
    if (solution.tree === null) throw new Error('no tree was kept');
    expect(faultInProof(instance, solution.tree)).toBeNull();
  });
});
