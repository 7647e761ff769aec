/** Sub-path `./planner`: the geo planner as a library. */
export { planModel, type Planned, type PlanOptions } from './plan-model';
export type * from './plan';
export { previousOf } from './moves';
export { verifyPlan, type PlanVerification } from './verify/verify-plan';
export { auditPairs } from './audit/audit-plan';
export { changeModel, type Change, type Changed, type Pin } from './questions/change-model';
export { explainService, type ServiceExplanation } from './questions/explain-service';
export { planDifference, type PlanDifference } from './questions/plan-difference';
export type { FeasibleSolution, InfeasibleSolution, PlacementProblem, Solution, Solver, SolverOptions } from './solver';
export { solvePlacement } from './solvers/solve';
export { applyFix } from './fixes/apply-fix';
export type { FoundFixes } from './fixes/find-fixes';
export type * from './fixes/fix';
export { solveFacilityLocation } from './facility/solve-facility-location';
export { solvePMedian } from './facility/solve-p-median';
export type { FacilityLocationProblem, FacilityOptions, Numbers, PMedianProblem } from './facility/facility-problem';
export type * from './facility/facility-result';
export { verifyCertificate, type Verification } from './facility/verify/verify-certificate';
export type { CoveringDistances, CoveringOptions, Uncoverable } from './solvers/covering-models/covering-result';
export {
  solveMaximalCovering,
  type MaximalCover,
  type MaximalCoveringProblem,
} from './solvers/covering-models/maximal-covering';
export { solvePCenter, type PCenter, type PCenterProblem } from './solvers/covering-models/p-center';
export { solveSetCovering, type SetCover, type SetCoveringProblem } from './solvers/covering-models/set-covering';
