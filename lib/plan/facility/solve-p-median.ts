import { checkFacilityLocation, checkOptions, checkPMedian, throwFaults, type ArgumentFaults } from './check-problem';
import type { FacilityLocationProblem, FacilityOptions, PMedianProblem } from './facility-problem';
import type { FacilityResult } from './facility-result';
import { solveChecked } from './solve-facility-location';

/**
 * Opens exactly `p` sites so that serving every row costs least, and bounds how far from optimal the answer can be.
 * @throws TypeError or RangeError that lists every fault of the arguments
 */
export function solvePMedian(problem: PMedianProblem, options: FacilityOptions = {}): FacilityResult {
  const faults: ArgumentFaults = { types: [], ranges: [] };
  checkPMedian(problem, faults);
  checkOptions(options, faults);
  throwFaults('solvePMedian', faults);
  const general = pMedianAsFacilityLocation(problem);
  checkFacilityLocation(general, faults);
  throwFaults('solvePMedian', faults);
  return solveChecked(general, options);
}

/** The same problem as facility location without opening costs and with `p` sites. */
export function pMedianAsFacilityLocation({ sites, p, demands, ...rest }: PMedianProblem): FacilityLocationProblem {
  const loads = typeof demands === 'number' ? undefined : demands;
  return {
    ...rest,
    ...(loads === undefined ? {} : { demands: loads }),
    fixedCosts: new Float64Array(sites),
    minSites: p,
    maxSites: p,
  };
}
