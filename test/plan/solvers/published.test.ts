import { orlibInstance, publishedOptima } from '../../../bench/orlib/instances';
import { solvePlacement } from '../../../lib/plan/solvers/solve';

const optima = publishedOptima();

describe('OR-Library', () => {
  it('lists the optima of all 89 instances', () => {
    expect(optima.size).toBe(89);
  });

  it.each([
    'pmed1',
    'pmed2',
    'pmed3',
    'pmed4',
    'pmed5',
    'cap41',
    'cap44',
    'cap51',
    'cap63',
    'cap71',
    'cap94',
    'cap131',
  ])('%s is solved to its published optimum, with a bound within 0.5 %% below', (name) => {
    const optimum = optima.get(name) ?? NaN;
    const solution = solvePlacement(orlibInstance(name), { seed: 1, steps: 3_000_000 });
    if (!solution.feasible) throw new Error(solution.cause);
    expect(Math.abs(solution.cost - optimum)).toBeLessThanOrEqual(0.01);
    expect(solution.lowerBound).toBeLessThanOrEqual(optimum + 0.01);
    expect(solution.lowerBound).toBeGreaterThan(optimum * 0.995);
  });
});
