import type { Json, JsonObject } from '../../../../../lib/model/json';
import { validateObjects } from '../../../../../synth/kubernetes/validate/validate';
import { validObjects } from '../../validate/support/valid-objects';

/** `<path>` below an object, `/` inside of a member written as `~1`; undefined removes the member. */
export type Changes = Readonly<Record<string, Json | undefined>>;

/** The first valid object of the kind, changed in the given places. */
export function changed(kind: string, changes: Changes): JsonObject {
  const original = validObjects.find((each) => each['kind'] === kind);
  if (original === undefined) throw new Error(`no valid object of kind ${kind}`);
  const copy = structuredClone(original) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) set(copy, path, value);
  return copy as JsonObject;
}

function set(root: Record<string, unknown>, path: string, value: Json | undefined): void {
  const members = path.split('/').map((member) => member.replaceAll('~1', '/'));
  const last = members.pop() ?? '';
  let parent = root;
  for (const member of members) parent = (parent[member] ??= {}) as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}

/** `<code> <path below kubernetes/eu>` of every finding, sorted. */
export function findingsOf(objects: readonly JsonObject[]): string[] {
  return validateObjects(
    objects.map((manifest) => ({ region: 'eu', manifest })),
    ['1.31', '1.36'],
  )
    .map(({ code, path }) => `${code} ${path.replace(/^kubernetes\/eu\//, '')}`)
    .sort();
}

/** What is found in a region of valid objects of which one is changed. */
export function findingsAfter(kind: string, changes: Changes): string[] {
  const original = validObjects.find((each) => each['kind'] === kind);
  return findingsOf(validObjects.map((each) => (each === original ? changed(kind, changes) : each)));
}

/** What is found beside the valid objects when these are added. */
export function findingsWith(...added: readonly JsonObject[]): string[] {
  return findingsOf([...validObjects, ...added]);
}
