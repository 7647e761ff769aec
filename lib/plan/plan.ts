import type { Origin } from '../model/diagnostic';
import type { Model } from '../model/model';

/**
 * The second stage: where every service runs, who is served from where, what it costs and how far from optimal it can
 * be at most. Plain JSON, deeply read-only, arrays sorted by id. Milliseconds are round trips, rounded to 0.001; rates
 * are requests per second, rounded to 0.001, those of flows to 0.000001; dollars to 0.01.
 */
export interface Plan {
  readonly kind: 'plan';
  readonly version: 3;
  readonly name: string;
  /** SHA-256 (hex) of the canonical plan without this member. */
  readonly digest: string;
  /** SHA-256 (hex) of the canonical Model. */
  readonly inputDigest: string;
  /** What the plan was made from: with it the plan can be checked alone. */
  readonly model: Model;
  readonly seed: number;
  readonly steps: number;
  readonly latencyModel: LatencyModelStatement;
  /** Sum over workloads. */
  readonly objective: Objective;
  /** No placement of all services together, whichever regions run them, costs less: `certificate` proves it. */
  readonly lowerBound: number;
  /** (objective.total - lowerBound) / objective.total of the numbers before rounding, 0 when the total is 0. */
  readonly gap: number;
  readonly proof: Proof;
  readonly certificate: Certificate;
  readonly regions: readonly PlannedRegion[];
  readonly demand: PlannedDemand;
  readonly workloads: readonly Workload[];
  /** Every loss of one region, zone, provider or declared failure domain: the N-1 table. */
  readonly failures: readonly FailureRow[];
  readonly pairLosses: PairLosses;
  /** Round-trip milliseconds between regions, row-major in the order of `regions`. */
  readonly regionLatencyMs: readonly (readonly number[])[];
  /** Absent: made without a previous plan. */
  readonly from?: PreviousPlan & { readonly moves: readonly Move[] };
  readonly origin: Origin;
}

/** Where services ran before, and what a move costs. */
export interface PreviousPlan {
  /** Of the previous plan. */
  readonly digest: string;
  /** US dollars a month, for every region that a service starts in or gives up. */
  readonly moveUsd: number;
  readonly placements: readonly { readonly service: string; readonly regions: readonly string[] }[];
}

export interface Move {
  readonly service: string;
  readonly region: string;
  readonly kind: 'start' | 'stop';
}

/** `optimal` only if the bound reaches the cost by numbers, `bound` if a finite bound holds, else `none`. */
export type Proof = 'optimal' | 'bound' | 'none';

export interface LatencyModelStatement {
  readonly id: string;
  /** RTT_ms = interceptMs + msPerThousandKm * path / 1,000 km. */
  readonly interceptMs: number;
  readonly msPerThousandKm: number;
  /** A path is accepted for an objective when `margin` x model <= objective. */
  readonly margin: number;
  /** Stated error: 90th percentile of the absolute percentage error on the fit's data. */
  readonly p90AbsoluteErrorPercent: number;
  /**
   * Pairs of two regions, in both directions, and of a demand point and a region, whose round trip was measured; all
   * others are the model's. Measured ones are taken as they are, without the margin.
   */
  readonly measuredCells: number;
  readonly modelledCells: number;
  /** Least and most of the demand points' access latency, which is added to their round trips, milliseconds. */
  readonly accessMs: { readonly least: number; readonly most: number };
}

/**
 * What is minimised, in US dollars a month. `latency` values an hour of waiting at the planner's stated price, the rest is
 * money. `compute` is the tier's reserve of replicas in every region and, on top of it, the load in exact fractions of
 * replicas: no less than what the replicas that serve cost. Replicas that only stand by for a loss are not part of it.
 */
export interface Objective {
  readonly total: number;
  readonly latency: number;
  readonly compute: number;
  readonly egress: number;
  /** Only of a plan made from a previous one: what the moves cost. */
  readonly moves?: number;
}

export interface PlannedRegion {
  readonly id: string;
  readonly capacityCpuMillis: number | null;
  readonly capacityMemoryMiB: number | null;
  readonly usedCpuMillis: number;
  readonly usedMemoryMiB: number;
  /** Largest of CPU and memory use over capacity; null when unlimited. */
  readonly utilisation: number | null;
}

export interface PlannedDemand {
  readonly requestsPerSecond: number;
  readonly points: readonly DemandPoint[];
}

export interface DemandPoint {
  readonly id: string;
  readonly lat: number;
  readonly lng: number;
  readonly country: string | null;
  readonly requestsPerSecond: number;
  /** Round trip from users there to the network's edge, milliseconds, part of every latency of theirs; absent: 0. */
  readonly accessMs?: number;
}

export interface Workload {
  readonly service: string;
  readonly requestsPerSecond: number;
  /** Regions that run it, sorted by id. */
  readonly placements: readonly Placement[];
  /** Candidate regions that do not, with the reason that decided. */
  readonly rejected: readonly Rejection[];
  /** Users -> region. Empty unless users call the service. Sorted by demand, region. */
  readonly userFlows: readonly UserFlow[];
  /** Calling workload in a region -> region. Sorted by service, from, to. */
  readonly callFlows: readonly CallFlow[];
  readonly latency: LatencySummary;
  readonly slo: { readonly maxLatencyMs: number; readonly coverage: number; readonly covered: number } | null;
  readonly objective: Objective;
}

/**
 * Multipliers of the joint Lagrangian relaxation that give `lowerBound`. Arrays of numbers are base64 of little-endian
 * float32. A request belongs to the class of the user who started it.
 */
export interface Certificate {
  readonly kind: 'joint-lagrangian';
  /** A power of two, US dollars a month: every term of the bound is rounded down to a multiple, so that sums are exact. */
  readonly quantumUsd: number;
  /** By demand point: the class, a whole number from 0. */
  readonly classes: string;
  /** By entry service, then by demand point: what serving all of its requests may cost, US dollars a month. */
  readonly users: readonly { readonly service: string; readonly multipliers: string }[];
  /** By called service, then by class, then by region: what the class's calls may pay for being answered there, US dollars a month. */
  readonly calls: readonly { readonly service: string; readonly multipliers: string }[];
  /** Shadow prices of room, US dollars a month; regions where it costs nothing are left out. */
  readonly room: readonly { readonly region: string; readonly cpuMilliUsd: number; readonly memoryMiBUsd: number }[];
  /** US dollars a month per request/s that misses the latency objective; services where that costs nothing are left out. */
  readonly coverage: readonly { readonly service: string; readonly slowRequestUsd: number }[];
}

export interface Placement {
  readonly region: string;
  /** Of the service's requests, 0 to 1. */
  readonly share: number;
  readonly requestsPerSecond: number;
  /** For its load, no fewer than the tier's reserve; of a tier that survives a loss, for the most that any one brings here. */
  readonly replicas: number;
  /** Zones that the replicas are spread over. */
  readonly zones: number;
  readonly costUsdPerMonth: number;
  /** Why here, most decisive first: plain sentences with numbers and units. */
  readonly reasons: readonly string[];
}

export interface Rejection {
  readonly region: string;
  readonly cause: 'residency' | 'not-allowed' | 'apart' | 'zones' | 'latency' | 'capacity' | 'cost' | 'region-limit';
  readonly reason: string;
}

export interface UserFlow {
  readonly demand: string;
  readonly region: string;
  readonly requestsPerSecond: number;
  readonly latencyMs: number;
  /** Absent: the model's. */
  readonly source?: 'measured';
}

export interface CallFlow {
  /** The caller. */
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly requestsPerSecond: number;
  readonly latencyMs: number;
  /** Absent: the model's. */
  readonly source?: 'measured';
}

export interface LatencySummary {
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
}

/** `domain`: a failure domain that several regions declare. */
export type LossKind = 'region' | 'zone' | 'provider' | 'domain';

export interface FailureRow {
  readonly kind: LossKind;
  /** `aws:eu-west-2`, `a zone of aws:eu-west-2`, `aws`, the declared domain. */
  readonly name: string;
  /** The regions that are lost, sorted; of a zone, the region that it lies in. */
  readonly lost: readonly string[];
  readonly feasible: boolean;
  /** Services left without a region, or without the capacity for their load; sorted. */
  readonly unserved: readonly string[];
  /** What they lack; sorted by service. */
  readonly missing: readonly MissingRoom[];
  readonly meanLatencyMs: number;
  readonly worstLatencyMs: number;
  /** Of every service with a latency objective, the share of its requests within it; sorted by service. */
  readonly slo: readonly { readonly service: string; readonly covered: number }[];
  /** Of the survivors; null when no capacity is declared. */
  readonly maxUtilisation: number | null;
  /** Share of all requests that moves to another region. */
  readonly movedShare: number;
  /** Where each affected service's load goes: share per surviving region. */
  readonly takeover: readonly { readonly service: string; readonly region: string; readonly share: number }[];
  /**
   * Where the calls to a service go from a region that sends some of them to what is lost: share of all of them per surviving
   * region. Where that was the only region that answered them, the routers' failover follows. Sorted by service, from, to.
   */
  readonly reroutes: readonly Reroute[];
  /** What is missing and where, in words; null when feasible. */
  readonly shortfall: string | null;
  /** The cheapest that was found to close the shortfall, as another replay shows; null when feasible or none was found. */
  readonly repair: Repair | null;
}

export interface Reroute {
  readonly service: string;
  /** The callers' region. */
  readonly from: string;
  readonly to: string;
  /** Of the calls that find room, 0 to 1. */
  readonly share: number;
}

export interface MissingRoom {
  readonly service: string;
  readonly requestsPerSecond: number;
  /** Of so many. */
  readonly demand: number;
  /** Full regions that these requests cannot get past (the minimum cut); empty when the service runs nowhere else. */
  readonly full: readonly string[];
}

export interface Repair {
  /** Capacity to buy, sorted by region. */
  readonly buy: readonly {
    readonly region: string;
    readonly cpuMillis: number;
    readonly memoryMiB: number;
    readonly usdPerMonth: number;
  }[];
  /** Regions of the stack in which a service would run too, with its reserve of replicas; sorted by service. */
  readonly run: readonly { readonly service: string; readonly region: string; readonly usdPerMonth: number }[];
  readonly usdPerMonth: number;
}

/** The losses of two regions at once: the N-2 table in brief. */
export interface PairLosses {
  /** Pairs of regions that run something, and how many of them were replayed: those that carry most first. */
  readonly pairs: number;
  readonly replayed: number;
  /** Of the replayed ones, how many leave some service without room. */
  readonly infeasible: number;
  /** At most five, the most missing requests first, then the worst round trip. */
  readonly worst: readonly PairLoss[];
}

export interface PairLoss {
  /** Two region ids, sorted. */
  readonly lost: readonly string[];
  /** Sorted. */
  readonly unserved: readonly string[];
  /** Requests per second without room, over all services. */
  readonly missing: number;
  readonly meanLatencyMs: number;
  readonly worstLatencyMs: number;
  /** Of all requests of services with a latency objective, the share within it; 1 without any. */
  readonly covered: number;
  readonly maxUtilisation: number | null;
}
