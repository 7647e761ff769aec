import type { Json, JsonArray, JsonObject } from '../../../lib/model/json';

/**
 * Reading objects whose shape is not proved: the schemas report what has the wrong type, so a rule takes it for absent
 * and says nothing more about it.
 */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let found = value;
  for (const member of path) {
    if (!isMap(found) || !Object.hasOwn(found, member)) return undefined;
    found = found[member];
  }
  return found;
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function mapAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  const found = at(value, ...path);
  return isMap(found) ? found : {};
}

export function listAt(value: Json | undefined, ...path: readonly string[]): JsonArray {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as JsonArray) : [];
}

export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: Json | undefined, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** The members of a map whose values are texts: labels, selectors, annotations. */
export function textsAt(value: Json | undefined, ...path: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, text] of Object.entries(mapAt(value, ...path))) if (typeof text === 'string') texts.set(key, text);
  return texts;
}
