import type { WorkloadProblem } from './workload-problem';
import { newTransport, runTransport } from './solvers/transport';

export interface SurvivalFault {
  readonly lost: string;
  /** What is missing without it, in words. */
  readonly shortfall: string;
}

/** The first open region whose loss the others cannot take over, null when there is none. */
export function survivingFault(workload: WorkloadProblem, open: Int32Array): SurvivalFault | null {
  const transport = newTransport(workload.problem);
  for (const lost of open) {
    const survivors = open.filter((site) => site !== lost);
    const name = workload.sites[lost]?.id ?? '';
    if (survivors.length === 0) return { lost: name, shortfall: 'no region is left' };
    runTransport(transport, survivors, Infinity);
    if (transport.shortfall > 1e-6 * transport.demand)
      return {
        lost: name,
        shortfall: `${Math.ceil(transport.shortfall)} of ${Math.round(transport.demand)} requests/s find no room within its limits`,
      };
  }
  return null;
}
