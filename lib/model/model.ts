import type { Origin } from './diagnostic';
import type { JsonPatchOperation } from './json';
import type { Language, Protocol, ServiceType, SpreadOver, TierName, TopologyKind } from './spec';

/**
 * The first stage: what the user declared, with every default and reference resolved. Plain JSON, deeply read-only,
 * arrays sorted by id in code units, absent values are `null`. Two spellings of one program give the same bytes.
 */
export interface Model {
  readonly kind: 'model';
  readonly version: 1;
  /** DNS-1123 label. */
  readonly name: string;
  readonly owner: string;
  readonly email: string | null;
  readonly topology: TopologyNode;
  readonly regions: readonly RegionNode[];
  readonly services: readonly ServiceNode[];
  readonly externalServices: readonly ExternalServiceNode[];
  /** Sorted by caller, then callee; callee is a service or an external service. */
  readonly calls: readonly CallEdge[];
  readonly demand: DemandNode;
  readonly kubernetes: KubernetesNode;
  readonly planner: PlannerNode;
  readonly router: RouterNode;
  readonly patches: readonly ObjectPatch[];
  /** Sorted by code, path. */
  readonly waivers: readonly Waiver[];
  readonly origin: Origin;
}

/** Accepts the warnings of one code at a path and below it, and nothing else. */
export interface Waiver {
  readonly code: string;
  readonly path: string;
  readonly reason: string;
}

export interface TopologyNode {
  readonly kind: TopologyKind;
  /** Simultaneous region losses survived: 0, 1 or 2. The graph is (survive + 1)-connected. */
  readonly survive: number;
  /** Region ids; empty = elected by the planner. */
  readonly hubs: readonly string[];
  /** p2p only: pairs of region ids, each pair and the list sorted. */
  readonly links: readonly (readonly [string, string])[];
}

export interface RegionNode {
  /** `aws:eu-west-2`, `lagos-edge`, `local`. */
  readonly id: string;
  /** DNS-1123 label made from the id, unique: used in file and object names. */
  readonly slug: string;
  readonly code: string | null;
  readonly provider: string | null;
  /** `topology.kubernetes.io/region` of its nodes: the provider's own code, else the slug. */
  readonly nodeRegion: string;
  /** Degrees. */
  readonly lat: number;
  readonly lng: number;
  /** ISO 3166-1 alpha-2; null for `local`. */
  readonly country: string | null;
  /** Sorted tags that residency matches: the country, `EU`, `EEA`, the user's own. */
  readonly jurisdictions: readonly string[];
  readonly zones: readonly string[];
  readonly failureDomains: readonly string[];
  readonly gateway: string | null;
  readonly capacity: Capacity | null;
  readonly price: Price;
  readonly origin: Origin;
}

export interface Capacity {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

export interface Price {
  readonly cpuHourUsd: number;
  readonly memoryGiBHourUsd: number;
  readonly egressGiBUsd: number;
  /** Whether the user gave it or it is the documented list price. */
  readonly source: 'declared' | 'default';
}

export interface ServiceNode {
  /** DNS-1035 label (starts with a letter), at most 63 characters. */
  readonly id: string;
  readonly language: Language;
  readonly framework: string | null;
  readonly type: ServiceType;
  readonly image: string;
  /** Whether the image carries a digest. */
  readonly pinned: boolean;
  readonly port: number;
  readonly protocol: Protocol;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly resources: Resources;
  readonly requestsPerSecondPerReplica: number;
  readonly health: Health;
  readonly autoscale: { readonly maxReplicas: number; readonly cpuUtilization: number } | null;
  readonly geo: Geo;
  readonly mesh: TopologyKind | null;
  /** Reserved capabilities it uses: `nearby_devices`. */
  readonly builtins: readonly string[];
  readonly tier: Tier;
  readonly public: { readonly hosts: readonly string[]; readonly path: string } | null;
  /** Sorted by name. */
  readonly env: readonly EnvEntry[];
  readonly writablePaths: readonly string[];
  readonly origin: Origin;
}

export interface Resources {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly ephemeralStorageMiB: number;
}

export interface Health {
  readonly startup: string;
  readonly readiness: string;
  readonly liveness: string;
}

export interface Geo {
  /** Copies everywhere it pays and calls to the nearest; else exactly `minRegions` regions. */
  readonly enabled: boolean;
  readonly maxLatencyMs: number | null;
  readonly coverage: number;
  readonly minRegions: number;
  readonly maxRegions: number;
  /** Sorted; empty = anywhere. */
  readonly residency: readonly string[];
  /** Sorted region ids after allow and deny, before residency: the only candidates. */
  readonly candidates: readonly string[];
  /** Its regions lie in at least `min` distinct ones. */
  readonly spread: { readonly over: SpreadOver; readonly min: number } | null;
  /** Sorted service ids that share no region with it; each of them names this one too. */
  readonly apartFrom: readonly string[];
}

export interface Tier {
  readonly name: TierName;
  readonly minRegions: number;
  readonly minZones: number;
  readonly minReplicas: number;
  readonly survive: number;
}

export type EnvEntry =
  | { readonly kind: 'value'; readonly name: string; readonly value: string }
  | { readonly kind: 'secret'; readonly name: string; readonly secret: string; readonly key: string };

export interface CallEdge {
  readonly from: string;
  readonly to: string;
  readonly external: boolean;
  /** Goes to the nearest copy (`geo_services`); the default for every call to a geo-enabled service. */
  readonly nearest: boolean;
  readonly perRequest: number;
  readonly bytes: number;
  readonly timeoutMs: number;
  readonly idempotent: boolean;
}

export interface ExternalServiceNode {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly cidrs: readonly string[];
  readonly origin: Origin;
}

export type DemandNode =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'cities';
      readonly minPopulation: number;
      /** Sorted; empty = all countries. */
      readonly countries: readonly string[];
      readonly requestsPerSecond: number;
      /** Round trip from users to the network's edge, milliseconds. */
      readonly accessMs: number;
    }
  | { readonly kind: 'points'; readonly points: readonly DemandPointNode[]; readonly requestsPerSecond: number };

export interface DemandPointNode {
  readonly id: string;
  readonly lat: number;
  readonly lng: number;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly requestsPerSecond: number;
  /** Round trip from users there to the network's edge, milliseconds. */
  readonly accessMs: number;
}

export interface PlannerNode {
  readonly waitingUsdPerHour: number;
  readonly targetUtilisation: number;
  /** Of each region that a service starts in or gives up, US dollars a month; without a previous plan nothing is a move. */
  readonly moveUsd: number;
  readonly latency: { readonly measured: readonly MeasuredLatency[] };
}

/** Sorted by `from -> to`. Holds for the other direction too unless that is in the list. */
export interface MeasuredLatency {
  /** Id of a region, else of a demand point. */
  readonly from: string;
  readonly to: string;
  /** Round trip, milliseconds. */
  readonly rttMs: number;
}

export interface KubernetesNode {
  readonly namespace: string;
  /** Sorted minors, `1.31` to `1.36`. */
  readonly versions: readonly string[];
  readonly gatewayClass: string;
}

export interface RouterNode {
  readonly egress: 'envoy' | 'haproxy';
  readonly image: string;
  readonly tlsSecret: string;
}

export interface ObjectPatch {
  readonly region: string | null;
  readonly kind: string;
  readonly name: string;
  readonly operations: readonly JsonPatchOperation[];
  readonly origin: Origin;
}
