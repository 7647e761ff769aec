import type { JsonPatchOperation } from './json';

/**
 * What people write. `obinexus.yml` spells the same members in snake_case; construct props are these very types.
 * Nothing here is resolved: defaults and references are the work of `normalize`.
 */
export interface StackSpec {
  /** DNS-1123 label; names the namespace, files and resources. */
  readonly name: string;
  /** @default - a single region `local` needs none; with two or more regions it is required */
  readonly topology?: TopologySpec;
  /** @default - one region `local` */
  readonly regions?: readonly RegionSpec[];
  /** @default - no users: services are placed by cost and by their callers */
  readonly demand?: DemandSpec;
  readonly services: Readonly<Record<string, ServiceSpec>>;
  /** What is called but not deployed by this stack. @default {} */
  readonly externalServices?: Readonly<Record<string, ExternalServiceSpec>>;
  /** Overrides of what the tiers promise. @default - see `TierName` */
  readonly tiers?: Readonly<Partial<Record<TierName, TierSpec>>>;
  /** Prefix of images that are not named. @default 'registry.local' */
  readonly registry?: string;
  /** Team that answers for the stack; a label value. @default - the stack's name */
  readonly owner?: string;
  /** Contact address; an annotation. @default - none */
  readonly email?: string;
  readonly kubernetes?: KubernetesSpec;
  readonly planner?: PlannerSpec;
  readonly router?: RouterSpec;
  /** Raw JSON patches on emitted Kubernetes objects. @default [] */
  readonly patches?: readonly ObjectPatchSpec[];
  /** Warnings that are accepted, each for a stated reason. @default [] */
  readonly waivers?: readonly WaiverSpec[];
}

export interface WaiverSpec {
  /** Code of a warning; errors cannot be waived. */
  readonly code: string;
  /** Path of the finding or of what contains it: `services/api`. */
  readonly path: string;
  /** Why it is right here. */
  readonly reason: string;
}

export type TopologyKind = 'star' | 'bus' | 'ring' | 'p2p' | 'mesh' | 'hybrid';
/** `adaptive` is another word for `hybrid`, `distributed` for `mesh`. */
export type TopologyName = TopologyKind | 'adaptive' | 'distributed';

export interface TopologySpec {
  readonly kind: TopologyName;
  /** How many simultaneous losses of a region every other pair must survive: 0, 1 or 2. @default 0 */
  readonly survive?: number;
  /** Region ids that act as hubs (star, hybrid), as far as the plan runs something there. @default - elected: least total round-trip time */
  readonly hubs?: readonly string[];
  /** Pairs of region ids (p2p only); made where the plan runs something at both ends. @default [] */
  readonly links?: readonly (readonly [string, string])[];
}

/** A region of the bundled table by its code (`aws:eu-west-2`), alone or with more members, or a place of one's own. */
export type RegionSpec = string | RegionObjectSpec;

export interface RegionObjectSpec {
  /** @default - the code */
  readonly id?: string;
  /** `provider:code` of the bundled table. Without it `lat`, `lng` and `country` are required. */
  readonly code?: string;
  /** Degrees north, -90 to 90. @default - from the table */
  readonly lat?: number;
  /** Degrees east, -180 to 180. @default - from the table */
  readonly lng?: number;
  /** ISO 3166-1 alpha-2. @default - from the table */
  readonly country?: string;
  /** Address (IP or DNS name) at which the other regions reach this region's gateway. @default - none: an error if a call must enter here */
  readonly gateway?: string;
  /** What workloads may use here. @default - unlimited */
  readonly capacity?: CapacitySpec;
  /** @default - the documented list price */
  readonly price?: PriceSpec;
  /** Tags that `residency` matches besides the country, `EU` and `EEA`. @default [] */
  readonly jurisdiction?: readonly string[];
  /** Names of the failure domains inside the region (zones). @default ['a', 'b', 'c'] */
  readonly zones?: readonly string[];
  /** Risks shared with other regions (a cable, a power grid). @default [] */
  readonly failureDomains?: readonly string[];
}

export interface CapacitySpec {
  /** Cores, or a Kubernetes quantity (`16`, `"1500m"`). */
  readonly cpu: number | string;
  /** Kubernetes quantity (`64Gi`). Exactly one of `memory`, `memoryGiB`. */
  readonly memory?: string;
  readonly memoryGiB?: number;
}

export interface PriceSpec {
  /** US dollars per core and hour. */
  readonly cpuHourUsd?: number;
  /** US dollars per GiB of memory and hour. */
  readonly memoryGiBHourUsd?: number;
  /** US dollars per GiB sent to another region. */
  readonly egressGiBUsd?: number;
}

/** Where the users are: exactly one of `cities`, `points`, `csv`. */
export interface DemandSpec {
  readonly cities?: CityDemandSpec;
  readonly points?: readonly DemandPointSpec[];
  /** Path of a CSV file with the header `id,lat,lng,requests_per_second[,country][,access_ms]`; `obinexus.yml` only: programs pass its text to `Demand.csv`. */
  readonly csv?: string;
  /** Requests per second of the whole world at peak; with `cities` shared by population and required. @default - the sum of the points */
  readonly requestsPerSecond?: number;
  /** Round trip from users to the network's edge (mobile, Wi-Fi), milliseconds, where a point does not say. @default 0 */
  readonly accessMs?: number;
}

export interface CityDemandSpec {
  readonly minPopulation: number;
  /** ISO 3166-1 alpha-2 codes. @default - all */
  readonly countries?: readonly string[];
}

export interface DemandPointSpec {
  readonly id: string;
  readonly lat: number;
  readonly lng: number;
  readonly requestsPerSecond: number;
  readonly country?: string;
  /** Round trip from users there to the network's edge, milliseconds. @default - that of the demand */
  readonly accessMs?: number;
}

export type ServiceType = 'service' | 'compute' | 'job' | 'static';
export type Protocol = 'http' | 'grpc' | 'tcp';
export type Language =
  | 'c'
  | 'cpp'
  | 'csharp'
  | 'elixir'
  | 'go'
  | 'java'
  | 'javascript'
  | 'kotlin'
  | 'php'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'scala'
  | 'swift'
  | 'typescript';
/**
 * What a service promises. `open`: 1 region. `business`: at least 2 zones in each of its regions.
 * `heart`: the loss of any one region leaves every user served.
 */
export type TierName = 'open' | 'business' | 'heart';

export interface TierSpec {
  readonly minRegions?: number;
  readonly minZones?: number;
  readonly minReplicas?: number;
  /** Region losses that must leave all demand served: 0 or 1. */
  readonly survive?: number;
}

export interface ServiceSpec {
  /** `js` and `ts` are accepted. */
  readonly language: Language | 'js' | 'ts';
  /** Sets type, port, protocol and probe paths. @default - none */
  readonly framework?: string;
  /** @default - the framework's, else 'service' */
  readonly type?: ServiceType;
  /** `name:tag@sha256:<64 hex>`. @default - `<registry>/<stack>/<service>`, with a warning that it is not pinned */
  readonly image?: string;
  /** @default - the framework's, else 8080 */
  readonly port?: number;
  /** @default - the framework's, else 'http' */
  readonly protocol?: Protocol;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly resources?: ResourcesSpec;
  /** Requests per second that one replica serves. @default 100 */
  readonly requestsPerSecondPerReplica?: number;
  /** HTTP paths, or gRPC health service names, of the three probes. @default - the framework's, else `/startupz`, `/readyz`, `/livez`; the whole server for gRPC */
  readonly health?: HealthSpec;
  /** Adds a HorizontalPodAutoscaler. @default - none */
  readonly autoscale?: AutoscaleSpec;
  /** May run in every region, is called at the nearest copy and knows its region. @default - true if it has `geo` or `meshTopology`, or another service names it in `geoServices` */
  readonly geoEnabled?: boolean;
  readonly geo?: GeoSpec;
  /** Kind of topology for this service's edges; recorded and checked against the stack's. @default - the stack's */
  readonly meshTopology?: TopologyName;
  /** Calls that go to the nearest copy: service ids or the built-in `nearby_devices`. @default [] */
  readonly geoServices?: readonly string[];
  /** @default 'open' */
  readonly tier?: TierName;
  /** Users reach it from outside. With host names when an object. @default false */
  readonly public?: boolean | PublicSpec;
  readonly env?: Readonly<Record<string, EnvValueSpec>>;
  readonly calls?: readonly (string | CallSpec)[];
  /** Absolute paths that must be writable (emptyDir). @default [] */
  readonly writablePaths?: readonly string[];
  readonly patches?: readonly ObjectPatchSpec[];
}

export interface ResourcesSpec {
  /** Kubernetes quantity. @default '100m' */
  readonly cpu?: number | string;
  /** Kubernetes quantity. @default '128Mi' */
  readonly memory?: string;
  /** @default '256Mi' */
  readonly ephemeralStorage?: string;
}

export interface HealthSpec {
  readonly startup?: string;
  readonly readiness?: string;
  readonly liveness?: string;
}

export interface AutoscaleSpec {
  readonly maxReplicas: number;
  /** Percent of the requested CPU. @default 70 */
  readonly cpuUtilization?: number;
}

export interface GeoSpec {
  /** Round-trip objective from each user or caller, milliseconds. @default - none */
  readonly maxLatencyMs?: number;
  /** Share of the requests that must meet it, 0 to 1. @default 1 */
  readonly coverage?: number;
  readonly regions?: { readonly min?: number; readonly max?: number };
  /** The service may run only where one of these tags holds: a country, `EU`, `EEA` or a region's own tag. @default - anywhere */
  readonly residency?: readonly string[];
  /** Region ids; nothing else is considered. @default - all */
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  /** Its regions lie in at least `min` distinct ones of these. @default - anywhere */
  readonly spread?: SpreadSpec;
  /** Service ids: never in a region where one of them runs, whichever of the two says so. @default [] */
  readonly apartFrom?: readonly string[];
}

export interface SpreadSpec {
  /** `domain`: regions that share a failure domain, directly or through others, are one. */
  readonly over: SpreadOver;
  readonly min: number;
}

export type SpreadOver = 'provider' | 'country' | 'region' | 'domain';

export interface PublicSpec {
  readonly hosts?: readonly string[];
  /** Absolute path prefix. @default '/' */
  readonly path?: string;
}

export type EnvValueSpec = string | number | boolean | SecretReferenceSpec;

/** A key of a Kubernetes Secret that exists in the cluster; a value never enters the model. */
export interface SecretReferenceSpec {
  readonly secret: string;
  readonly key: string;
}

export interface CallSpec {
  /** A service or an external service. */
  readonly service: string;
  /** Calls per request of the caller. @default 1 */
  readonly perRequest?: number;
  /** Request plus response size in bytes. @default 2048 */
  readonly bytes?: number;
  /** @default 1000 */
  readonly timeoutMs?: number;
  /** May be sent again after a failure. @default false */
  readonly idempotent?: boolean;
}

export interface ExternalServiceSpec {
  readonly host: string;
  readonly port: number;
  /** @default 'tcp' */
  readonly protocol?: Protocol;
  /** CIDR blocks that the NetworkPolicy opens. @default ['0.0.0.0/0'] on that port */
  readonly cidrs?: readonly string[];
}

export interface KubernetesSpec {
  /** @default - the stack's name */
  readonly namespace?: string;
  /** Minors that the output must be valid for. @default - all supported, 1.31 to 1.36 */
  readonly versions?: readonly string[];
  /** `gatewayClassName` of the Gateways for public services. @default 'envoy' */
  readonly gatewayClass?: string;
}

export interface PlannerSpec {
  /** What an hour of waiting for answers is worth, US dollars: the exchange rate between latency and money. @default 0.1 */
  readonly waitingUsdPerHour?: number;
  /** Share of a region's capacity that the plan may use, 0 to 1. @default 0.8 */
  readonly targetUtilisation?: number;
  /**
   * What it costs that a service starts in a region or gives one up, against the plan of `--from`: US dollars a month each.
   * @default 5
   */
  readonly moveUsd?: number;
  readonly latency?: LatencySpec;
}

export interface LatencySpec {
  /**
   * Measured round trips, which replace the model's pair by pair: a list or, in `obinexus.yml` only, the path of a CSV file
   * with the header `from,to,rtt_ms`; programs pass its text to `Latency.csv`. @default []
   */
  readonly measured?: string | readonly MeasuredLatencySpec[];
}

/** Holds for both directions unless the other one is given too. */
export interface MeasuredLatencySpec {
  /** A region or a demand point; one of the two ends is a region. */
  readonly from: string;
  readonly to: string;
  /** Round trip, milliseconds. */
  readonly rttMs: number;
}

export interface RouterSpec {
  /** Program that carries calls to other regions. @default 'envoy' */
  readonly egress?: 'envoy' | 'haproxy';
  /** Its image. @default - a pinned upstream image */
  readonly image?: string;
  /** Secret with `tls.crt`, `tls.key`, `ca.crt` for mutual TLS between regions. @default 'region-gateway-tls' */
  readonly tlsSecret?: string;
}

export interface ObjectPatchSpec {
  /** Region id. @default - every region */
  readonly region?: string;
  /** Kubernetes kind, such as `Deployment`. */
  readonly kind: string;
  /** @default - the service's name (in a service), required in a stack */
  readonly name?: string;
  readonly operations: readonly JsonPatchOperation[];
}
