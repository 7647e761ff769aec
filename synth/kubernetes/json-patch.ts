import { canonicalJson } from '../../lib/model/canonical-json';
import type { Json, JsonObject, JsonPatchOperation } from '../../lib/model/json';

export type PatchResult =
  | { readonly kind: 'patched'; readonly object: JsonObject }
  | { readonly kind: 'misfit'; readonly operation: JsonPatchOperation; readonly reason: string };

/**
 * Applies RFC 6902 operations to a copy, to the letter: cdk8s lets a `remove` or `replace` of nothing pass. Stops at
 * the first operation that does not fit.
 */
export function applyPatch(object: JsonObject, operations: readonly JsonPatchOperation[]): PatchResult {
  const copy = structuredClone(object);
  for (const operation of operations) {
    try {
      apply(copy, operation);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      return { kind: 'misfit', operation, reason: error.message };
    }
  }
  return { kind: 'patched', object: copy };
}

class Misfit extends Error {}

type MutableJson = null | boolean | number | string | MutableJson[] | { [key: string]: MutableJson };
type Container = MutableJson[] | { [key: string]: MutableJson };
/** Where an operation acts: a member of an object or a place in a list. */
type Place =
  | { readonly kind: 'member'; readonly object: { [key: string]: MutableJson }; readonly key: string }
  | { readonly kind: 'item'; readonly list: MutableJson[]; readonly index: number };

function apply(document: JsonObject, operation: JsonPatchOperation): void {
  const place = placeOf(document, operation.path, operation.op);
  switch (operation.op) {
    case 'add':
      insert(place, clone(operation.value));
      return;
    case 'replace':
      read(place);
      write(place, clone(operation.value));
      return;
    case 'remove':
      take(place);
      return;
    case 'test':
      if (canonicalJson(read(place)) !== canonicalJson(operation.value))
        throw new Misfit(`it is ${canonicalJson(read(place)).slice(0, 200)}`);
      return;
    case 'copy':
      insert(place, clone(read(placeOf(document, operation.from, 'copy'))));
      return;
    case 'move':
      move(document, operation);
      return;
  }
}

function move(document: JsonObject, { from, path }: { readonly from: string; readonly path: string }): void {
  if (path.startsWith(`${from}/`)) throw new Misfit(`it lies inside of "${from}"`);
  const value = take(placeOf(document, from, 'move'));
  insert(placeOf(document, path, 'move'), value);
}

function placeOf(document: JsonObject, pointer: string, operation: JsonPatchOperation['op']): Place {
  const keys = keysOf(pointer);
  const last = keys.pop();
  if (last === undefined) throw new Misfit('the object as a whole stays; name a member');
  // The document is our own copy.
  let container = document as Container;
  let walked = '';
  for (const key of keys) {
    const value = read(placeIn(container, key, walked, false));
    walked += `/${key}`;
    if (typeof value !== 'object' || value === null) throw new Misfit(`"${walked}" is no object and no list`);
    container = value;
  }
  return placeIn(container, last, walked, operation !== 'remove' && operation !== 'replace' && operation !== 'test');
}

function placeIn(container: Container, key: string, walked: string, mayBeNew: boolean): Place {
  if (!Array.isArray(container)) {
    if (key === '__proto__') throw new Misfit('"__proto__" is no member of an object');
    if (!mayBeNew && !Object.hasOwn(container, key)) throw new Misfit(`there is no "${walked}/${key}"`);
    return { kind: 'member', object: container, key };
  }
  if (key === '-' && mayBeNew) return { kind: 'item', list: container, index: container.length };
  const index = /^(?:0|[1-9][0-9]{0,8})$/.test(key) ? Number(key) : Number.NaN;
  if (!(index < container.length || (mayBeNew && index === container.length)))
    throw new Misfit(`"${walked}" is a list of ${container.length}, without a place "${key}"`);
  return { kind: 'item', list: container, index };
}

function keysOf(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw new Misfit('a path begins with a slash');
  if (/~(?![01])/.test(pointer)) throw new Misfit('"~" is written "~0"');
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function read(place: Place): MutableJson {
  const value =
    place.kind === 'item'
      ? place.list[place.index]
      : Object.hasOwn(place.object, place.key)
        ? place.object[place.key]
        : undefined;
  if (value === undefined) throw new Misfit('there is nothing');
  return value;
}

function write(place: Place, value: MutableJson): void {
  if (place.kind === 'item') place.list[place.index] = value;
  else place.object[place.key] = value;
}

function insert(place: Place, value: MutableJson): void {
  if (place.kind === 'item') place.list.splice(place.index, 0, value);
  else place.object[place.key] = value;
}

function take(place: Place): MutableJson {
  const value = read(place);
  if (place.kind === 'item') place.list.splice(place.index, 1);
  else delete place.object[place.key];
  return value;
}

function clone(value: Json): MutableJson {
  return structuredClone(value) as MutableJson;
}
