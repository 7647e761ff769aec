import type { Stack } from '../../constructs/stack';
import { hasErrors } from '../../lib/model/diagnostic';
import { synthesizeStack } from '../synth';
import { toResources, type Resource } from './resource';

export interface PlannedRegion {
  readonly id: string;
  readonly slug: string;
}

/** The regions that run something, by id. */
export function plannedRegions(stack: Stack): PlannedRegion[] {
  const { model, objects } = errorFree(stack);
  const used = new Set(objects.map((each) => each.region));
  return (model?.regions ?? []).filter((region) => used.has(region.id)).map(({ id, slug }) => ({ id, slug }));
}

/** The resources of one region, sorted by address. Throws when the stack has errors or the region runs nothing. */
export function regionResources(stack: Stack, region: string): Resource[] {
  const manifests = errorFree(stack).objects.filter((each) => each.region === region);
  if (manifests.length === 0) throw new Error(`region "${region}" runs no service of the stack "${stack.node.id}"`);
  return toResources(manifests.map((each) => each.manifest));
}

function errorFree(stack: Stack): ReturnType<typeof synthesizeStack> {
  const synthesis = synthesizeStack(stack, { strict: false });
  if (hasErrors(synthesis.diagnostics))
    throw new Error(synthesis.diagnostics.map((each) => `${each.severity} ${each.code}: ${each.message}`).join('\n'));
  return synthesis;
}
