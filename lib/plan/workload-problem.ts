import type { Model, RegionNode, ServiceNode } from '../model/model';
import type { Atlas } from './atlas';
import type { CapacityLedger } from './capacity-ledger';
import { hoursPerMonth, transferUsd } from './constants';
import { replicaUsd, reserveReplicas } from './replicas';
import type { PlacementProblem, SiteLoss } from './solver';
import type { WorkloadRow } from './workload-rows';

/** A placement problem with what its numbers stand for. Money is US dollars a month. */
export interface WorkloadProblem {
  readonly service: ServiceNode;
  readonly rows: readonly WorkloadRow[];
  readonly sites: readonly RegionNode[];
  /** Names losses only where capacities are limited: elsewhere they ask for no more than allowed pairs on other sites. */
  readonly problem: PlacementProblem;
  /** Of every site, for a tier that survives the loss of a region. */
  readonly losses: readonly SiteLoss[];
  readonly atlas: Atlas;
  /** rows x sites: round trip, milliseconds. */
  readonly latencyMs: Float64Array;
  /** rows x sites: what the latency objective is compared with, milliseconds. */
  readonly assuredMs: Float64Array;
  /** rows x sites: parts of the cost of serving all of the row from the site. */
  readonly waitingUsd: Float64Array;
  readonly computeUsd: Float64Array;
  readonly egressUsd: Float64Array;
}

/** What the placement of one service is told about the others. */
export interface Steering {
  /** Regions of the model: what a request per second served there costs in the services that it calls. Not paid by this service. */
  readonly downstreamUsd: Float64Array;
  /** Run in exactly these regions; null = where it is cheapest. */
  readonly regions: ReadonlySet<string> | null;
  /** Requests per second by region that it is expected to serve: room that the services before it leave alone; null = none. */
  readonly expected: ReadonlyMap<string, number> | null;
  /** In `regions`, whether it serves no more than `expected` in whole replicas, so that its callees get the calls that they are expected to. */
  readonly holdsLoads: boolean;
}

/** Where it is cheapest, whatever follows. */
export function unsteered(regions: number): Steering {
  return { downstreamUsd: new Float64Array(regions), regions: null, expected: null, holdsLoads: false };
}

/** In how many regions a service runs: a range when it is geo-enabled, else exactly what it and its tier ask for. */
export function siteLimits({ geo, tier }: ServiceNode): { readonly minSites: number; readonly maxSites: number } {
  const minSites = Math.max(geo.minRegions, tier.minRegions);
  return { minSites, maxSites: geo.enabled ? Math.max(minSites, geo.maxRegions) : minSites };
}

/** Whether a round trip that the atlas assures keeps the latency objective; always true without one. */
export function meetsObjective({ geo }: ServiceNode, assuredMs: number): boolean {
  return geo.maxLatencyMs === null || assuredMs <= geo.maxLatencyMs;
}

/**
 * Cost of a row at a site = waiting (requests in flight, valued at the planner's price of an hour) + the replicas that it
 * keeps busy, in fractions + traffic that leaves the site's region. Opening a site costs the reserve of replicas. With
 * full coverage, pairs that break the latency objective are forbidden. What a request then costs downstream decides with.
 */
export function workloadProblem(
  model: Model,
  service: ServiceNode,
  rows: readonly WorkloadRow[],
  sites: readonly RegionNode[],
  atlas: Atlas,
  ledger: CapacityLedger,
  downstreamUsd: Float64Array,
): WorkloadProblem {
  const limits = siteLimits(service);
  const size = rows.length * sites.length;
  const costs = new Float64Array(size);
  const latencyMs = new Float64Array(size);
  const assuredMs = new Float64Array(size);
  const waitingUsd = new Float64Array(size);
  const computeUsd = new Float64Array(size);
  const egressUsd = new Float64Array(size);
  const hard = service.geo.coverage === 1;
  for (const [i, row] of rows.entries())
    for (const [j, site] of sites.entries()) {
      const at = i * sites.length + j;
      const rate = row.requestsPerSecond;
      const region = atlas.indexOf(site.id);
      const roundTrip = atlas.fromRow(row, region);
      const leaves = row.kind === 'users' || row.region !== site.id;
      latencyMs[at] = roundTrip;
      assuredMs[at] = atlas.assuredFromRow(row, region);
      waitingUsd[at] = ((rate * roundTrip) / 1000) * model.planner.waitingUsdPerHour * hoursPerMonth;
      computeUsd[at] = (rate / service.requestsPerSecondPerReplica) * replicaUsd(service, site);
      egressUsd[at] = leaves ? transferUsd(rate, row.bytes, site.price.egressGiBUsd) : 0;
      costs[at] =
        hard && !meetsObjective(service, assuredMs[at])
          ? Infinity
          : waitingUsd[at] + computeUsd[at] + egressUsd[at] + rate * (downstreamUsd[region] as number);
    }
  const losses = service.tier.survive === 0 ? [] : [...sites.keys()].map(lossOfSite);
  const room = capacities(service, sites, ledger);
  const problem = {
    costs,
    demands: Float64Array.from(rows, (row) => row.requestsPerSecond),
    fixedCosts: Float64Array.from(sites, (site) => reserveReplicas(service) * replicaUsd(service, site)),
    capacities: room,
    minSites: Math.min(limits.minSites, sites.length),
    maxSites: Math.min(limits.maxSites, sites.length),
    ...(room === null ? {} : { losses }),
  };
  return { service, rows, sites, problem, losses, atlas, latencyMs, assuredMs, waitingUsd, computeUsd, egressUsd };
}

function lossOfSite(site: number): SiteLoss {
  return { sites: Int32Array.of(site), capacities: null };
}

function capacities(service: ServiceNode, sites: readonly RegionNode[], ledger: CapacityLedger): Float64Array | null {
  const loads = Float64Array.from(
    sites,
    (site) => ledger.replicasThatFit(site.id, service) * service.requestsPerSecondPerReplica,
  );
  return loads.every((load) => load === Infinity) ? null : loads;
}

/** The same workload with all of `chosen` open and no other site; positions are those in `chosen`. */
export function onlySites(workload: WorkloadProblem, chosen: Int32Array): WorkloadProblem {
  const { problem, rows, sites } = workload;
  const columns = (matrix: Float64Array): Float64Array => {
    const kept = new Float64Array(rows.length * chosen.length);
    for (let row = 0; row < rows.length; row += 1)
      for (const [position, site] of chosen.entries())
        kept[row * chosen.length + position] = matrix[row * sites.length + site] as number;
    return kept;
  };
  return {
    ...workload,
    sites: [...chosen].map((site) => sites[site] as RegionNode),
    losses: [],
    problem: {
      costs: columns(problem.costs),
      demands: problem.demands,
      fixedCosts: Float64Array.from(chosen, (site) => problem.fixedCosts[site] as number),
      capacities: problem.capacities && Float64Array.from(chosen, (site) => problem.capacities?.[site] ?? Infinity),
      minSites: chosen.length,
      maxSites: chosen.length,
    },
    latencyMs: columns(workload.latencyMs),
    assuredMs: columns(workload.assuredMs),
    waitingUsd: columns(workload.waitingUsd),
    computeUsd: columns(workload.computeUsd),
    egressUsd: columns(workload.egressUsd),
  };
}
