import type { Origin } from '../model/diagnostic';
import type { Protocol, TopologyKind } from '../model/spec';

/**
 * The third stage: for every region and service, where calls go, in which order and with which weights. Plain JSON,
 * deeply read-only, arrays sorted by id. No word of any back end.
 */
export interface RoutePlan {
  readonly kind: 'route-plan';
  readonly version: 1;
  readonly name: string;
  readonly namespace: string;
  /** SHA-256 (hex) of the canonical Plan. */
  readonly inputDigest: string;
  readonly sites: readonly Site[];
  readonly topology: TopologyGraph;
  readonly services: readonly RoutedService[];
  /** Declared calls between services, sorted by caller, callee: what is not here is closed. */
  readonly calls: readonly RoutedCall[];
  readonly external: readonly ExternalTarget[];
  /** Users reach these; sorted by service. */
  readonly publicRoutes: readonly PublicRoute[];
  /** One row per (source site that runs a caller of it, service); sorted by source, service. */
  readonly steering: readonly Steering[];
  readonly router: { readonly egress: 'envoy' | 'haproxy'; readonly image: string; readonly tlsSecret: string };
  readonly gatewayClass: string;
  readonly origin: Origin;
}

export interface Site {
  readonly id: string;
  readonly slug: string;
  /** Address at which other sites reach this site's gateway; null when none is needed or known. */
  readonly gateway: string | null;
  readonly lat: number;
  readonly lng: number;
}

export interface TopologyGraph {
  readonly kind: TopologyKind;
  readonly survive: number;
  readonly hubs: readonly string[];
  /** Undirected, a < b in code units, sorted. */
  readonly links: readonly { readonly a: string; readonly b: string; readonly rttMs: number }[];
  /** One for each ordered pair of different sites that exchange calls; sorted. */
  readonly paths: readonly SitePath[];
}

export interface SitePath {
  readonly from: string;
  readonly to: string;
  /** The least-latency path over the links, ends included; the shorter of the least disjoint pair where it bars any other. */
  readonly via: readonly string[];
  /** Another path without a site between the ends in common, where the first one has sites between and one exists. */
  readonly alternative: readonly string[] | null;
  readonly alternativeRttMs: number | null;
  readonly rttMs: number;
}

export interface RoutedService {
  readonly id: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** Health check of the service: an HTTP path, a gRPC health service name, or empty for TCP. */
  readonly healthPath: string;
  /** Port on every egress router and gateway that means this service; unique in the stack, 15001 and up. */
  readonly routerPort: number;
  /** Sites that run it, sorted. */
  readonly sites: readonly string[];
  /** Calls to it always pass the router, so that a copy lost inside a living region fails over too (tier `heart`). */
  readonly alwaysRouted: boolean;
  readonly origin: Origin;
}

export interface RoutedCall {
  readonly from: string;
  readonly to: string;
  readonly timeoutMs: number;
  /** May be sent again after a failure. */
  readonly idempotent: boolean;
}

export interface ExternalTarget {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly cidrs: readonly string[];
  readonly callers: readonly string[];
}

export interface PublicRoute {
  readonly service: string;
  /** Sorted; empty = any host. */
  readonly hosts: readonly string[];
  readonly match: Match;
  readonly timeoutMs: number;
}

export type Match =
  | { readonly kind: 'exact'; readonly path: string }
  | { readonly kind: 'prefix'; readonly path: string }
  | { readonly kind: 'regex'; readonly pattern: string };

export interface Steering {
  readonly source: string;
  readonly service: string;
  /** `direct`: the one member of tier 0 is this very site, callers use its Service. `router`: through the egress router. */
  readonly way: 'direct' | 'router';
  /** Tier 0 first; contiguous; together every site that runs the service exactly once. */
  readonly tiers: readonly SteeringTier[];
  readonly detector: Detector;
  /** Smallest timeout of the calls that use the row. */
  readonly timeoutMs: number;
  /** Whether all calls that use the row may be sent again. */
  readonly replaySafe: boolean;
}

export interface SteeringTier {
  /** Sorted by site; integer weights 1 to 100 that sum to 100. */
  readonly members: readonly { readonly site: string; readonly weight: number }[];
  readonly maxRttMs: number;
}

export interface Detector {
  /** For a new connection through the farthest target's path, TLS included. */
  readonly connectTimeoutMs: number;
  readonly activeIntervalMs: number;
  readonly activeTimeoutMs: number;
  readonly unhealthyThreshold: number;
  readonly healthyThreshold: number;
  readonly passiveErrors: number;
  readonly ejectMs: number;
}
