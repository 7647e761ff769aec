import { isJsonObject, type Json, type JsonArray, type JsonObject } from '../lib/model/json';

/**
 * Reading objects whose shape is not proved: the schemas report what has the wrong type, so a rule takes it for absent
 * and says nothing more about it. The members asked for are names of fields, none of which every object inherits.
 */
export function at(value: Json | undefined, a: string, b?: string, c?: string, d?: string): Json | undefined {
  let found = member(value, a);
  if (b !== undefined) found = member(found, b);
  if (c !== undefined) found = member(found, c);
  if (d !== undefined) found = member(found, d);
  return found;
}

function member(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}

const noMap: JsonObject = {};
const noList: JsonArray = [];

export function mapAt(value: Json | undefined, a: string, b?: string, c?: string, d?: string): JsonObject {
  const found = at(value, a, b, c, d);
  return isJsonObject(found) ? found : noMap;
}

export function listAt(value: Json | undefined, a: string, b?: string, c?: string): JsonArray {
  const found = at(value, a, b, c);
  return Array.isArray(found) ? (found as JsonArray) : noList;
}

export function textAt(value: Json | undefined, a: string, b?: string, c?: string, d?: string): string | undefined {
  const found = at(value, a, b, c, d);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: Json | undefined, a: string, b?: string, c?: string): number | undefined {
  const found = at(value, a, b, c);
  return typeof found === 'number' ? found : undefined;
}

/** A label of that key; keys are anything, so what every object inherits is none. */
export function labelOf(labels: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
