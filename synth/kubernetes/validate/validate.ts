import type { Diagnostic } from '../../../lib/model/diagnostic';
import type { JsonObject } from '../../../lib/model/json';
import { IndexedObject } from '../rules/indexed-object';
import { ruleFindings } from '../rules/rules';
import { schemaFindings } from './schema-findings';

export interface ObjectOfRegion {
  /** Region id. */
  readonly region: string;
  readonly manifest: JsonObject;
}

/**
 * Everything that is wrong with the objects of all regions: the strict schemas of each of the Kubernetes minors
 * (`1.31` ...), then the rules on values that no schema holds. Each finding once, in no particular order; paths are
 * `kubernetes/<region>/<Kind>/<name>/<field>`. Linear in the number of objects.
 */
export function validateObjects(
  objects: readonly ObjectOfRegion[],
  versions: readonly string[],
): readonly Diagnostic[] {
  const regions = new Map<string, IndexedObject[]>();
  for (const { region, manifest } of objects) {
    const known = regions.get(region);
    const object = new IndexedObject(region, manifest);
    if (known === undefined) regions.set(region, [object]);
    else known.push(object);
  }
  const findings = new Map<string, Diagnostic>();
  for (const ofRegion of regions.values()) {
    const found = [...ofRegion.flatMap((object) => schemaFindings(object, versions)), ...ruleFindings(ofRegion)];
    for (const finding of found) findings.set(JSON.stringify([finding.path, finding.code, finding.message]), finding);
  }
  return [...findings.values()];
}
