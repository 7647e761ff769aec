import type { Stack } from '../../constructs/stack';
import { hasErrors } from '../../lib/model/diagnostic';
import type { JsonObject } from '../../lib/model/json';
import { manifestsByRegion } from '../manifests-by-region';
import { synthesizeStack } from '../synth';
import { toResources, type Resource } from './resource';

export interface PlannedRegion {
  readonly id: string;
  readonly slug: string;
  readonly manifests: readonly JsonObject[];
}

/** The regions that run something, by id. Throws when the stack has errors, and lists them. */
export function plannedRegions(stack: Stack): PlannedRegion[] {
  const { model, objects, diagnostics } = synthesizeStack(stack, { strict: false });
  if (hasErrors(diagnostics))
    throw new Error(diagnostics.map((each) => `${each.severity} ${each.code}: ${each.message}`).join('\n'));
  const byRegion = manifestsByRegion(objects);
  return (model?.regions ?? []).flatMap(({ id, slug }) => {
    const manifests = byRegion.get(id);
    return manifests === undefined ? [] : [{ id, slug, manifests }];
  });
}

/** The resources of one region, sorted by address. Throws when the stack has errors or the region runs nothing. */
export function regionResources(stack: Stack, region: string): Resource[] {
  const planned = plannedRegions(stack).find((each) => each.id === region);
  if (planned === undefined) throw new Error(`region "${region}" runs no service of the stack "${stack.node.id}"`);
  return toResources(planned.manifests);
}
