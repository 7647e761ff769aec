import { count, formatNumber, formatPercent } from '../../lib/emit/number-text';
import type { FacilityLocationProblem } from '../../lib/plan/facility/facility-problem';
import type { FeasibleResult, SplitResult, UnsplitResult } from '../../lib/plan/facility/facility-result';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { renderTable, type Column } from './table';
import { wrap } from './text';

const columns: readonly Column[] = [
  { title: 'cost', align: 'right' },
  { title: 'lower bound', align: 'right' },
  { title: 'gap', align: 'right' },
  { title: 'proof', align: 'left' },
  { title: 'nodes', align: 'right' },
];

/** A solution as a person reads it; sites count from 1, as in the files. */
export function renderSolution(
  problem: FacilityLocationProblem,
  result: UnsplitResult | SplitResult,
  terminal: Terminal,
  paint: Paint,
): string {
  const { cost, lowerBound, gap, proof, nodes, open } = result;
  const sites = problem.fixedCosts.length;
  const headline = `${count(problem.costs.length / sites, 'row')}, ${count(sites, 'site')}, ${kindOf(problem, result)}`;
  const numbers = [amount(cost), amount(lowerBound), formatPercent(gap, 4), proof, formatNumber(nodes)];
  return [
    paint('strong', wrap(headline, terminal.columns)),
    renderTable(columns, [numbers], terminal, paint),
    wrap(verdict(result), terminal.columns),
    wrap(
      `Open sites, counted from 1 (${open.length}): ${[...open].map((site) => site + 1).join(' ')}`,
      terminal.columns,
    ),
    '',
  ].join('\n');
}

function kindOf(problem: FacilityLocationProblem, result: UnsplitResult | SplitResult): string {
  switch (result.certificate.kind) {
    case 'pmedian':
      return `p-median, p = ${problem.maxSites ?? problem.fixedCosts.length}`;
    case 'ufl':
      return 'uncapacitated facility location';
    case 'cflp':
      return 'capacitated facility location, rows may be split';
    case 'sscflp':
      return 'capacitated facility location, one site for a row';
  }
}

function verdict({ proof, gap }: FeasibleResult): string {
  switch (proof) {
    case 'optimal':
      return 'Proved optimal: no solution costs less.';
    case 'bound':
      return `No solution costs less than the bound: the cost is at most ${formatPercent(gap, 4)} above the optimum.`;
    case 'none':
      return 'How far this is from optimal is not known.';
  }
}

/** Whole where it is whole. */
function amount(value: number): string {
  return Number.isInteger(value) ? formatNumber(value) : formatNumber(value, 3);
}
