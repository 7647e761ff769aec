import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import type { JsonObject, JsonPatchOperation } from '../../lib/model/json';
import type { ObjectPatch } from '../../lib/model/model';
import { applyPatch } from './json-patch';
import { identityOf } from './identity';
import type { RegionManifests } from './manifests/region-manifests';

/** Operations on one object of a region, proved to fit it. */
export interface FittingPatch {
  readonly kind: string;
  readonly name: string;
  readonly operations: readonly JsonPatchOperation[];
}

export interface PatchPlan {
  /** By region id, in the order in which they are applied. */
  readonly byRegion: ReadonlyMap<string, readonly FittingPatch[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the objects that the user's patches are for, and tries each patch on them in the order of declaration. */
export function planPatches(regions: readonly RegionManifests[], patches: readonly ObjectPatch[]): PatchPlan {
  const byRegion = new Map<string, FittingPatch[]>();
  const diagnostics: Diagnostic[] = [];
  if (patches.length === 0) return { byRegion, diagnostics };
  const objects = new Map(regions.map(({ region, manifests }) => [region, objectsByName(manifests)]));
  for (const patch of patches) {
    const candidates = patch.region === null ? [...objects.keys()] : [patch.region];
    const targets = candidates.filter((region) => objects.get(region)?.has(keyOf(patch.kind, patch.name)) === true);
    if (targets.length === 0) diagnostics.push(withoutObject(patch, candidates, objects));
    for (const region of targets) {
      const misfit = tryPatch(patch, region, objects.get(region) ?? new Map());
      if (misfit !== null) diagnostics.push(misfit);
      else byRegion.set(region, [...(byRegion.get(region) ?? []), patch]);
    }
  }
  return { byRegion, diagnostics };
}

type ObjectsByName = Map<string, JsonObject>;

/** Applies the patch to what earlier ones left; the result stands in the map for later ones. */
function tryPatch(patch: ObjectPatch, region: string, objects: ObjectsByName): Diagnostic | null {
  const key = keyOf(patch.kind, patch.name);
  const object = objects.get(key);
  if (object === undefined) throw new Error(`patches: ${key} vanished`);
  const result = applyPatch(object, patch.operations);
  if (result.kind === 'patched') {
    objects.set(key, result.object);
    return null;
  }
  const { operation, reason } = result;
  return diagnostic('k8s/patch-does-not-fit', placeOf(patch, region), {
    subject: key,
    region,
    operation: operation.op,
    path: operation.path,
    reason,
  });
}

function withoutObject(
  patch: ObjectPatch,
  regions: readonly string[],
  objects: ReadonlyMap<string, ObjectsByName>,
): Diagnostic {
  const keys = regions.flatMap((region) => [...(objects.get(region)?.keys() ?? [])]);
  const known = [...new Set(keys)].filter((key) => key.startsWith(`${patch.kind} `)).sort();
  const shown = known.slice(0, 10).join(', ') + (known.length > 10 ? `, and ${known.length - 10} more` : '');
  const { kind, name, region } = patch;
  return diagnostic('k8s/patch-without-object', placeOf(patch, region ?? '*'), {
    kind,
    name,
    region,
    known: shown === '' ? `no ${kind} at all` : shown,
  });
}

function placeOf(patch: ObjectPatch, region: string): { path: string; origin: ObjectPatch['origin'] } {
  return { path: `kubernetes/${region}/${patch.kind}/${patch.name}`, origin: patch.origin };
}

function objectsByName(manifests: readonly JsonObject[]): ObjectsByName {
  return new Map(
    manifests.map((manifest) => {
      const { kind, name } = identityOf(manifest);
      return [keyOf(kind, name), manifest];
    }),
  );
}

function keyOf(kind: string, name: string): string {
  return `${kind} "${name}"`;
}
