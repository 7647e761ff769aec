import { count, formatNumber } from '../../lib/emit/number-text';
import { diagnostic, hasErrors, type Diagnostic } from '../../lib/model/diagnostic';
import type { FacilityLocationProblem } from '../../lib/plan/facility/facility-problem';
import type { InstanceOptions, InstanceReading } from '../../lib/plan/facility/instance-text';
import { readJson } from '../../lib/plan/facility/read-json';
import { readOrlibCap } from '../../lib/plan/facility/read-orlib-cap';
import { readOrlibPmed } from '../../lib/plan/facility/read-orlib-pmed';
import { readHolmberg, readTbed } from '../../lib/plan/facility/read-site-major';
import { readUfllib } from '../../lib/plan/facility/read-ufllib';
import { solveFacilityLocation } from '../../lib/plan/facility/solve-facility-location';
import type { InfeasibleSolution } from '../../lib/plan/solver';
import type { InstanceFormat } from '../command-table';
import { numberFlag, textFlag } from '../flags';
import type { CliHost } from '../host';
import { readTextInput } from '../input';
import { painter } from '../render/colour';
import { renderSolution } from '../render/solution-table';
import { solutionJson } from '../render/solution-json';
import { onlyDiagnostics, type CommandResult } from './result';
import type { Run } from './synthesis';

/** Solves a facility location problem of a file, so that anybody can check the solvers on public instances. */
export function planSolve(run: Run, host: CliHost): CommandResult {
  const file = run.arguments.get('file') ?? '';
  const { problem, diagnostics } = readInstance(run, file, host);
  if (problem === null || hasErrors(diagnostics)) return onlyDiagnostics(diagnostics);
  const hasTree = run.flags.has('proof-tree');
  const seed = numberFlag(run.flags, 'seed');
  const result = solveFacilityLocation(problem, { ...(seed === undefined ? {} : { seed }), keepTree: hasTree });
  const json = { problem: sizesOf(problem), result: solutionJson(result, hasTree) };
  if (!result.feasible) return { ...onlyDiagnostics([infeasibility(file, problem, result)]), json };
  return { diagnostics: [], data: renderSolution(problem, result, host.data, painter(host.data)), message: '', json };
}

function sizesOf({ costs, fixedCosts }: FacilityLocationProblem): { rows: number; sites: number } {
  return { rows: costs.length / fixedCosts.length, sites: fixedCosts.length };
}

function infeasibility(path: string, problem: FacilityLocationProblem, result: InfeasibleSolution): Diagnostic {
  return diagnostic('plan/instance-infeasible', path, { ...sizesOf(problem), reason: reasonOf(problem, result) });
}

function reasonOf(problem: FacilityLocationProblem, { cause, rows, sites, shortfall }: InfeasibleSolution): string {
  const first = [...rows.subarray(0, 5)].map((row) => row + 1).join(', ');
  const named = `${count(rows.length, 'row')} (${first}${rows.length > 5 ? ', ...' : ''})`;
  switch (cause) {
    case 'row':
      return `${named} may not be served from any site`;
    case 'capacity':
      return `${named} may be served only from ${count(sites.length, 'site')}, which lack capacity for a load of ${formatNumber(shortfall, 3)}`;
    case 'cardinality':
      return `no ${problem.maxSites ?? 0} sites that serve everything were found; the best leave out ${named}`;
  }
}

const mostBytes = 64 * 1024 * 1024;

const readers: Readonly<
  Record<InstanceFormat, (text: string, file: string, options: InstanceOptions) => InstanceReading>
> = {
  'orlib-pmed': readOrlibPmed,
  'orlib-cap': readOrlibCap,
  holmberg: readHolmberg,
  tbed: readTbed,
  ufllib: readUfllib,
  json: readJson,
};

function readInstance(run: Run, file: string, host: CliHost): InstanceReading {
  const format = textFlag(run.flags, 'format') as InstanceFormat;
  const text = readTextInput(host, file, `a problem in the format ${format}`, mostBytes);
  if (typeof text !== 'string') return { problem: null, diagnostics: text };
  const reading = readers[format](text, file, instanceOptions(run));
  const sites = reading.problem?.fixedCosts.length ?? 0;
  const p = numberFlag(run.flags, 'p');
  return reading.problem !== null && p !== undefined && p > sites
    ? { problem: null, diagnostics: [tooManySites(p, sites)] }
    : reading;
}

function instanceOptions({ flags }: Run): InstanceOptions {
  const capacity = numberFlag(flags, 'capacity');
  const p = numberFlag(flags, 'p');
  return {
    ...(capacity === undefined ? {} : { capacity }),
    ...(p === undefined ? {} : { p }),
    ...(flags.has('single-source') ? { singleSource: true } : {}),
  };
}

function tooManySites(p: number, sites: number): Diagnostic {
  const expected = `a whole number from 1 to ${sites}, the number of sites`;
  return diagnostic('cli/bad-value', '--p', { flag: '--p', value: String(p), expected });
}
