import type { BoundKind, PlacementProblem } from '../solver';
import { capacitatedRelaxation } from './capacitated-relaxation';
import { prepare, type PreparedProblem } from './preprocess';
import { scaleProblem } from './scaling';
import { allPairs } from './single-source/pair-lists';
import { singleSourceRelaxation } from './single-source/single-source-relaxation';
import type { Relaxation } from './subgradient';
import { uncapacitatedRelaxation } from './uncapacitated-relaxation';

/**
 * The lower bound that `multipliers` prove, whatever they are: no feasible solution of `problem` costs less. Lowered by
 * more than the rounding errors of its own sums, so that it holds for real numbers.
 */
export function lagrangianBound(problem: PlacementProblem, multipliers: Float32Array, kind: BoundKind): number {
  const { problem: scaled, costUnit } = scaleProblem(problem);
  const prepared = prepare(scaled, kind === 'cflp' || kind === 'sscflp');
  const relaxation = relaxationOf(prepared, kind);
  const inUnits = Float64Array.from(multipliers, (multiplier) => multiplier / costUnit);
  const value = relaxation.evaluate(inUnits, new Float64Array(prepared.rows));
  return (value - relaxation.errorBound()) * costUnit;
}

function relaxationOf(prepared: PreparedProblem, kind: BoundKind): Relaxation {
  if (kind === 'cflp') return capacitatedRelaxation(prepared);
  if (kind !== 'sscflp') return uncapacitatedRelaxation(prepared);
  const relaxation = singleSourceRelaxation(prepared.problem, allPairs(prepared.problem, prepared.costsBySite), false);
  return relaxation ?? capacitatedRelaxation(prepared);
}
