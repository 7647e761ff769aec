import { sortedBy } from '../compare';
import type { Json, JsonPatchOperation } from '../json';
import type { ObjectPatch } from '../model';
import { nearestName } from '../nearest-name';
import type { ObjectPatchSpec, StackSpec } from '../spec';
import { isFaulty, meant, placeOf, report, reportValue, type At, type Findings } from './findings';

/** The raw patches of the stack and of its services, in the order in which they are applied. */
export function normalizePatches(findings: Findings, stack: StackSpec, regionIds: ReadonlySet<string>): ObjectPatch[] {
  const services = sortedBy(Object.entries(stack.services), ([id]) => id);
  return [
    ...(stack.patches ?? []).flatMap((patch, index) =>
      normalizePatch(findings, ['patches', String(index)], patch, stack.name, null, regionIds),
    ),
    ...services.flatMap(([id, { patches = [] }]) =>
      patches.flatMap((patch, index) => {
        const at = ['services', id, 'patches', String(index)];
        return normalizePatch(findings, at, patch, `${stack.name}/${id}`, id, regionIds);
      }),
    ),
  ];
}

function normalizePatch(
  findings: Findings,
  at: At,
  patch: ObjectPatchSpec,
  construct: string,
  service: string | null,
  regionIds: ReadonlySet<string>,
): ObjectPatch[] {
  const { region, kind, operations } = patch;
  const name = patch.name ?? service;
  const place = placeOf(at);
  if (region !== undefined && !regionIds.has(region)) {
    const hint = meant(nearestName(region, regionIds));
    report(findings, 'config/unknown-region', [...at, 'region'], { place, region }, hint);
  }
  if (!/^[A-Z][A-Za-z0-9]{0,62}$/.test(kind))
    reportValue(findings, [...at, 'kind'], `"${kind}"`, 'a Kubernetes kind, such as "Deployment"');
  if (operations.length === 0 && !isFaulty(findings, [...at, 'operations']))
    reportValue(findings, [...at, 'operations'], 'an empty list', 'a list of at least 1 operation');
  const checked = operations.flatMap((operation, index) =>
    checkOperation(findings, [...at, 'operations', String(index)], operation),
  );
  if (name === null)
    report(findings, 'config/missing', [...at, 'name'], { place, member: 'name', example: 'name: api' });
  return name === null ? [] : [{ region: region ?? null, kind, name, operations: checked, origin: { construct } }];
}

/** The operation without members that are none of its own; programs without types can pass anything. */
function checkOperation(findings: Findings, at: At, operation: JsonPatchOperation): JsonPatchOperation[] {
  const members = new Map<string, Json>(
    typeof operation === 'object' && operation !== null ? Object.entries(operation) : [],
  );
  const [op, path, from] = ['op', 'path', 'from'].map((member) => members.get(member));
  const value = members.get('value');
  if (!isPointer(path)) reportValue(findings, [...at, 'path'], JSON.stringify(path ?? null), pointerRule);
  else if (op === 'remove') return [{ op, path }];
  else if (op === 'add' || op === 'replace' || op === 'test') {
    if (value !== undefined) return [{ op, path, value }];
    report(findings, 'config/missing', [...at, 'value'], { place: placeOf(at), member: 'value', example: 'value: 3' });
  } else if (op === 'move' || op === 'copy') {
    if (isPointer(from)) return [{ op, from, path }];
    reportValue(findings, [...at, 'from'], JSON.stringify(from ?? null), pointerRule);
  } else
    reportValue(findings, [...at, 'op'], JSON.stringify(op ?? null), 'one of add, remove, replace, move, copy, test');
  return [];
}

const pointerRule = 'a JSON pointer (RFC 6901), such as "/spec/replicas"';

function isPointer(value: Json | undefined): value is string {
  return typeof value === 'string' && /^(?:\/(?:[^~/]|~[01])*)*$/.test(value);
}
