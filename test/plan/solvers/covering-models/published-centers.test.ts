import { orlibInstance } from '../../../../bench/orlib/instances';
import { solvePCenter } from '../../../../lib/plan/solvers/covering-models/p-center';

describe('p-center on OR-Library', () => {
  it.each([
    ['pmed1', 127],
    ['pmed2', 98],
    ['pmed3', 93],
    ['pmed4', 74],
    ['pmed5', 48],
    ['pmed6', 84],
    ['pmed7', 64],
    ['pmed8', 55],
    ['pmed9', 37],
    ['pmed10', 20],
    ['pmed11', 59],
    ['pmed15', 18],
  ])('proves the published radius of %s, %d', (name, radius) => {
    const { costs, fixedCosts, maxSites } = orlibInstance(name);
    const found = solvePCenter({ distances: costs, sites: fixedCosts.length, p: maxSites });
    expect(found).toMatchObject({ radius, lowerBound: radius, proof: 'optimal' });
  });
});
