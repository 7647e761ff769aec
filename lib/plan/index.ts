/** Sub-path `./planner`: the geo planner as a library. */
export { planModel, type Planned } from './plan-model';
export type * from './plan';
export type { FeasibleSolution, InfeasibleSolution, PlacementProblem, Solution, Solver, SolverOptions } from './solver';
export { solvePlacement } from './solvers/solve';
export { solveFacilityLocation } from './facility/solve-facility-location';
export { solvePMedian } from './facility/solve-p-median';
export type { FacilityLocationProblem, FacilityOptions, Numbers, PMedianProblem } from './facility/facility-problem';
export type * from './facility/facility-result';
export { verifyCertificate, type Verification } from './facility/verify/verify-certificate';
