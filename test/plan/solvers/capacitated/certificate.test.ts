import { solveFacilityLocation } from '../../../../lib/plan/facility/solve-facility-location';
import { verifyCertificate } from '../../../../lib/plan/facility/verify/verify-certificate';
import { generate } from '../../../../bench/capacitated/families';

/** A weak search at first, so that the tree finds better plans while it grows; some sites are decided before that. */
test.each([
  [25, 2, 2],
  [25, 2, 3],
  [25, 6, 1],
  [30, 2, 6],
  [30, 4, 9],
])(
  'the tree of %i rows and sites of ratio %i, seed %i, shows the optimum although the cutoff fell',
  (size, ratio, seed) => {
    const problem = generate({ name: 'plane', size, ratio }, seed);
    const result = solveFacilityLocation(problem, { steps: 1, proofSteps: 400_000 });
    expect(result.feasible && result.certificate.tree?.nodes.length).toBeGreaterThan(4);
    expect(result).toMatchObject({ proof: 'optimal' });
    expect(verifyCertificate(problem, result)).toMatchObject({ faults: [], isShown: true });
  },
);
