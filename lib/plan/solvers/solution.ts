import type { FeasibleSolution, PlacementProblem } from '../solver';
import { lagrangianBound } from './lagrangian-bound';
import type { OpenSites } from './open-sites';
import type { Transport } from './transport';

type Flows = Pick<FeasibleSolution, 'flowDemand' | 'flowSite' | 'flowShare'>;

/** Every row wholly at its nearest open site. */
export function nearestFlows(state: OpenSites): Flows {
  const { rows } = state.prepared;
  return {
    flowDemand: Int32Array.from({ length: rows }, (_, row) => row),
    flowSite: Int32Array.from(state.nearest),
    flowShare: new Float64Array(rows).fill(1),
  };
}

/** Less than this share of a row is rounding. */
const smallestShare = 1e-12;

/** The flow of a finished transport as shares; the shares of a row sum to 1 up to rounding. */
export function transportFlows(transport: Transport): Flows {
  const { rows, count, flow, open, problem } = transport;
  const flowDemand: number[] = [];
  const flowSite: number[] = [];
  const flowShare: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let a = 0; a < count; a += 1) {
      const share = (flow[a * rows + row] as number) / (problem.demands[row] as number);
      if (share <= smallestShare) continue;
      flowDemand.push(row);
      flowSite.push(open[a] as number);
      flowShare.push(Math.min(share, 1));
    }
  }
  return {
    flowDemand: Int32Array.from(flowDemand),
    flowSite: Int32Array.from(flowSite),
    flowShare: Float64Array.from(flowShare),
  };
}

/** Assembles the answer; cost and bound are computed afresh from the problem. */
export function feasibleSolution(
  problem: PlacementProblem,
  open: Int32Array,
  flows: Flows,
  multipliers: Float64Array,
  kind: FeasibleSolution['kind'],
): FeasibleSolution {
  const rounded = Float32Array.from(multipliers);
  const rootBound = lagrangianBound(problem, rounded, kind);
  return {
    feasible: true,
    open,
    ...flows,
    cost: solutionCost(problem, open, flows),
    lowerBound: rootBound,
    rootBound,
    multipliers: rounded,
    kind,
    nodes: 1,
    tree: null,
  };
}

/** Served cost of the shares plus the fixed costs of the open sites. */
export function solutionCost(problem: PlacementProblem, open: Int32Array, flows: Flows): number {
  const sites = problem.fixedCosts.length;
  let cost = open.reduce((sum, site) => sum + (problem.fixedCosts[site] as number), 0);
  flows.flowShare.forEach((share, at) => {
    const row = flows.flowDemand[at] as number;
    cost += share * (problem.costs[row * sites + (flows.flowSite[at] as number)] as number);
  });
  return cost;
}
