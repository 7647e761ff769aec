import { newTransport, runTransport } from './solvers/transport';
import type { WorkloadProblem } from './workload-problem';

export interface SurvivalFault {
  readonly lost: string;
  /** What is missing without it, in words. */
  readonly shortfall: string;
}

export interface Survival {
  /** Of the first loss that the others cannot take over. */
  readonly fault: SurvivalFault | null;
  /** By site: the most requests per second that it serves under any loss. */
  readonly peakLoads: Float64Array;
}

/** Serves all rows again without each open region in turn, within the same limits. */
export function surviveEachLoss(workload: WorkloadProblem, open: Int32Array): Survival {
  const { problem, sites } = workload;
  const transport = newTransport(problem);
  const peakLoads = new Float64Array(sites.length);
  for (const lost of open) {
    const survivors = open.filter((site) => site !== lost);
    const name = sites[lost]?.id ?? '';
    if (survivors.length === 0) return { fault: { lost: name, shortfall: 'no region is left' }, peakLoads };
    runTransport(transport, survivors, Infinity);
    if (transport.shortfall > 1e-6 * transport.demand) {
      const shortfall = `${Math.ceil(transport.shortfall)} of ${Math.ceil(transport.demand)} requests/s find no room within its limits`;
      return { fault: { lost: name, shortfall }, peakLoads };
    }
    for (const [position, site] of survivors.entries())
      peakLoads[site] = Math.max(peakLoads[site] as number, transport.used[position] as number);
  }
  return { fault: null, peakLoads };
}
