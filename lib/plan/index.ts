/** Sub-path `./planner`: the geo planner as a library. */
export { planModel, type Planned } from './plan-model';
export type * from './plan';
export type { FeasibleSolution, InfeasibleSolution, PlacementProblem, Solution, Solver, SolverOptions } from './solver';
export { solvePlacement } from './solvers/solve';
