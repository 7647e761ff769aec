import type { PlacementProblem, SiteLoss } from '../../solver';
import { needyRows } from '../covering';
import { newTransport, runTransport, siblingTransport, type Transport } from '../transport';

/** Whether plans survive the losses of a problem. */
export interface LossChecker {
  /** Every row may use every site under each loss: a plan survives exactly if its capacities suffice. */
  readonly isAggregate: boolean;
  /** Load that finds no room, summed over the losses. */
  missing(open: Int32Array): number;
  /** The first loss that `open` does not survive, with its minimum cut: rows and the surviving sites that they fill. */
  firstFault(open: Int32Array): LossFault | null;
}

export interface LossFault {
  readonly loss: number;
  readonly shortfall: number;
  readonly rows: Int32Array;
  readonly sites: Int32Array;
}

/** Below this share of the demand nothing is missing: rounding. */
const slack = 1e-9;

/** Null where the problem names no losses. */
export function lossChecker(problem: PlacementProblem): LossChecker | null {
  const { losses = [] } = problem;
  if (losses.length === 0) return null;
  const demand = problem.demands.reduce((sum, load) => sum + load, 0);
  const everyday = groupRows(problem, problem.costs);
  const meters = losses.map((loss) => lossMeter(problem, loss, everyday));
  const least = slack * demand;
  const missingOf = (meter: LossMeter, open: Int32Array): number => {
    const missing = meter.missing(open);
    return missing > least ? missing : 0;
  };
  return {
    isAggregate: meters.every((meter) => meter.isOpenToAll),
    missing: (open) => meters.reduce((sum, meter) => sum + missingOf(meter, open), 0),
    firstFault: (open) => {
      const loss = meters.findIndex((meter) => missingOf(meter, open) > 0);
      const meter = meters[loss];
      return meter === undefined ? null : { loss, shortfall: meter.missing(open), ...meter.cut() };
    },
  };
}

interface LossMeter {
  readonly isOpenToAll: boolean;
  missing(open: Int32Array): number;
  /** Of the last measurement. */
  cut(): { readonly rows: Int32Array; readonly sites: Int32Array };
}

/** Rows that may use the same sites are one row. */
interface RowGroups {
  /** The group of each row. */
  readonly group: Int32Array;
  readonly problem: PlacementProblem;
  /** Over the groups, with the everyday capacities. */
  readonly transport: Transport;
  /** Every row may use every site: what is missing is demand less capacity. */
  readonly isOpenToAll: boolean;
}

function groupRows(problem: PlacementProblem, costs: Float64Array): RowGroups {
  const sites = problem.fixedCosts.length;
  const known = new Map<string, number>();
  const loads: number[] = [];
  const pairs: number[] = [];
  const group = Int32Array.from(problem.demands, (load, row) => {
    const allowed = costs.subarray(row * sites, (row + 1) * sites).map((cost) => (cost < Infinity ? 0 : Infinity));
    const key = String.fromCharCode(...packed(allowed));
    const at = known.get(key) ?? known.size;
    if (at === known.size) {
      known.set(key, at);
      pairs.push(...allowed);
    }
    loads[at] = (loads[at] ?? 0) + load;
    return at;
  });
  const grouped = { ...problem, costs: Float64Array.from(pairs), demands: Float64Array.from(loads) };
  const isOpenToAll = known.size <= 1 && pairs.every((cost) => cost === 0);
  return { group, problem: grouped, transport: newTransport(grouped, 1), isOpenToAll };
}

/** 16 pairs to a number. */
function packed(allowed: Float64Array): Uint16Array {
  const words = new Uint16Array(Math.ceil(allowed.length / 16));
  allowed.forEach((cost, site) => {
    if (cost === 0) words[site >> 4] = (words[site >> 4] as number) | (1 << (site & 15));
  });
  return words;
}

function lossMeter(problem: PlacementProblem, loss: SiteLoss, everyday: RowGroups): LossMeter {
  const sites = problem.fixedCosts.length;
  const groups = loss.costs === undefined ? everyday : groupRows(problem, loss.costs);
  const capacities = Float64Array.from(loss.capacities ?? problem.capacities ?? new Float64Array(sites).fill(Infinity));
  for (const site of loss.sites) capacities[site] = 0;
  const demand = problem.demands.reduce((sum, load) => sum + load, 0);
  const transport = siblingTransport({ ...groups.transport, problem: { ...groups.problem, capacities } });
  const survivors = (open: Int32Array): Int32Array => open.filter((site) => !loss.sites.includes(site));
  const run = (open: Int32Array): number => {
    runTransport(transport, survivors(open), Infinity);
    return transport.shortfall;
  };
  const quick = (open: Int32Array): number =>
    Math.max(
      0,
      open.reduce((left, site) => left - (capacities[site] as number), demand),
    );
  let last: Int32Array = new Int32Array(0);
  return {
    isOpenToAll: groups.isOpenToAll,
    missing: (open) => {
      last = open;
      return groups.isOpenToAll ? quick(open) : run(open);
    },
    cut: () => {
      run(last);
      const needy = needyRows(transport);
      const behind = (at: number): boolean => transport.reached[at] === 1;
      return {
        rows: Int32Array.from(groups.group.keys()).filter((row) => needy[groups.group[row] as number] === 1),
        sites: transport.open.slice(0, transport.count).filter((_, at) => behind(at)),
      };
    },
  };
}
