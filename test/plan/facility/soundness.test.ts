import fc from 'fast-check';
import { solveFacilityLocation } from '../../../lib/plan/facility/solve-facility-location';
import { verifyCertificate } from '../../../lib/plan/facility/verify/verify-certificate';
import type { ProofNode } from '../../../lib/plan/solver';
import { facilityProblems, kinds, optimumOf } from './support/problems';

/** Draws of a forger: how the multipliers differ from good ones, and what the tree looks like. */
const forgery = fc.record({
  noise: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 12, maxLength: 12 }),
  scale: fc.constantFrom(0, 0.01, 0.3, 1, 5),
  branches: fc.array(fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }), { minLength: 1, maxLength: 9 }),
  rounds: fc.integer({ min: 0, max: 3 }),
  cutoff: fc.constantFrom(0.5, 0.9, 0.999, 1, 1.001, 1.1, 2),
});

/** The nodes in pre-order, closed by leaves where the draws end. */
function treeOf(branches: readonly (number | null)[], sites: number, rounds: readonly Float32Array[]): ProofNode[] {
  const nodes: ProofNode[] = [];
  for (let open = 1, at = 0; open > 0; at += 1) {
    const branch = branches[at] ?? null;
    nodes.push({ rounds, branch: branch === null ? null : branch % sites });
    open += branch === null ? -1 : 1;
  }
  return nodes;
}

test.each(kinds)('%s: no certificate, however it is made up, shows a bound above the optimum', (kind) => {
  fc.assert(
    fc.property(facilityProblems(kind), forgery, (problem, { noise, scale, branches, rounds, cutoff }) => {
      const result = solveFacilityLocation(problem, { steps: 1_000, proofSteps: 0 });
      const optimum = optimumOf(problem);
      if (!result.feasible || optimum === null) return;
      const { certificate } = result;
      const multipliers = certificate.multipliers.map((value, row) => value + scale * (noise[row] ?? 0));
      const drawn = Array.from({ length: rounds }, (_, round) =>
        certificate.multipliers.map((value, row) => value + (scale * (noise[(row + round) % 12] ?? 0)) / (round + 1)),
      );
      const nodes = treeOf(branches, problem.fixedCosts.length, drawn);
      const tree = { cutoff: optimum * cutoff + (cutoff > 1 ? 1 : 0), nodes };
      // A dear solution, so that its cost does not hide a bound that is too high.
      const forged = {
        ...result,
        cost: 2 * optimum + 9,
        nodes: nodes.length,
        certificate: { ...certificate, multipliers, tree },
      };
      for (const each of [forged, { ...forged, certificate: { ...forged.certificate, tree: null } }])
        expect(verifyCertificate(problem, { ...each, open: new Int32Array(0) }).lowerBound).toBeLessThanOrEqual(
          optimum + 1e-9 * optimum + 1e-9,
        );
    }),
    { seed: 6, numRuns: kind === 'sscflp' ? 150 : 400 },
  );
});
