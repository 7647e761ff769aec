import type { Artifact } from '../../lib/model/artifact';
import type { Diagnostic } from '../../lib/model/diagnostic';
import type { JsonObject } from '../../lib/model/json';

export interface RegionObject {
  /** Region id. */
  readonly region: string;
  readonly manifest: JsonObject;
}

export interface BuiltRegions {
  /** Every object of every region after patches and additions, in the order in which they can be applied. */
  readonly objects: readonly RegionObject[];
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}
