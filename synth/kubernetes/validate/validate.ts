import type { Diagnostic } from '../../../lib/model/diagnostic';
import type { JsonObject } from '../../../lib/model/json';
import { identityOf } from '../identity';
import { schemaFindings } from './schema-findings';

export interface ObjectOfRegion {
  /** Region id. */
  readonly region: string;
  readonly manifest: JsonObject;
}

/**
 * Everything that is wrong with the objects of all regions: the strict schemas of each of the Kubernetes minors
 * (`1.31` ...), then the rules on values that no schema holds. In no particular order; paths are
 * `kubernetes/<region>/<Kind>/<name>/<field>`.
 */
export function validateObjects(
  objects: readonly ObjectOfRegion[],
  versions: readonly string[],
): readonly Diagnostic[] {
  return objects.flatMap(({ region, manifest }) => schemaFindings(manifest, objectPath(region, manifest), versions));
}

function objectPath(region: string, manifest: JsonObject): string {
  const { kind, name } = identityOf(manifest);
  return `kubernetes/${region}/${kind}/${name}`;
}
