import type { Json, JsonObject } from '../../lib/model/json';

/** Every JSON string is a template to Terraform: doubles the two introducers, so that user text stays text. */
export function literal(text: string): string {
  return text.replace(/[$%]\{/g, (introducer) => `${introducer[0]}${introducer}`);
}

/** The same for a whole tree, keys of maps included. */
export function literalTree(value: Json): Json {
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return value.map((item: Json) => literalTree(item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([key, member]) => [literal(key), literalTree(member)]),
    );
  return value;
}
