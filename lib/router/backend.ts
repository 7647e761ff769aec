import type { Artifact } from '../model/artifact';
import type { Diagnostic } from '../model/diagnostic';
import type { JsonObject } from '../model/json';
import type { RoutePlan } from './route-plan';

/** What a RoutePlan can ask for; a back end says which of it it expresses, the rest becomes a `lost/` diagnostic. */
export type Feature =
  | 'local-endpoints'
  | 'cross-region'
  | 'weights'
  | 'ordered-failover'
  | 'active-health'
  | 'passive-health'
  | 'timeouts'
  | 'retries'
  | 'mutual-tls'
  | 'isolation'
  | 'public-http'
  | 'public-grpc'
  | 'public-tcp';

/** A Kubernetes object that a back end wants applied in one site; synthesis gives it a Chart, labels and a file. */
export interface SiteManifest {
  readonly site: string;
  readonly manifest: JsonObject;
}

export interface Emission {
  /** Paths start with `routes/<back end>/<site slug>/`. */
  readonly artifacts: readonly Artifact[];
  readonly manifests: readonly SiteManifest[];
  readonly losses: readonly Diagnostic[];
}

/** From the verified RoutePlan to the text or objects of one target. Pure; same input, same bytes. */
export interface Backend {
  readonly name: string;
  readonly expresses: readonly Feature[];
  emit(plan: RoutePlan): Emission;
}
