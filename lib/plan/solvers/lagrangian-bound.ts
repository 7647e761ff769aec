import type { BoundKind, PlacementProblem } from '../solver';
import { capacitatedRelaxation } from './capacitated-relaxation';
import { prepare } from './preprocess';
import { scaleProblem } from './scaling';
import { uncapacitatedRelaxation } from './uncapacitated-relaxation';

/**
 * The lower bound that `multipliers` prove, whatever they are: no feasible solution of `problem` costs less. Lowered by
 * more than the rounding errors of its own sums, so that it holds for real numbers.
 */
export function lagrangianBound(problem: PlacementProblem, multipliers: Float32Array, kind: BoundKind): number {
  const { problem: scaled, costUnit } = scaleProblem(problem);
  const prepared = prepare(scaled, kind === 'cflp');
  const relaxation = kind === 'cflp' ? capacitatedRelaxation(prepared) : uncapacitatedRelaxation(prepared);
  const inUnits = Float64Array.from(multipliers, (multiplier) => multiplier / costUnit);
  const value = relaxation.evaluate(inUnits, new Float64Array(prepared.rows));
  return (value - relaxation.errorBound()) * costUnit;
}
