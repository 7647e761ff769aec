import type { Json } from '../../../lib/model/json';

export interface Field {
  /** Members and items from the object down, `/`-separated; items by their name where they have one. */
  readonly path: string;
  readonly value: Json | undefined;
}

/** The field behind a JSON pointer (RFC 6901). */
export function fieldAt(root: Json, pointer: string): Field {
  let value: Json | undefined = root;
  const segments: string[] = [];
  for (const raw of pointer.split('/').slice(1)) {
    const segment = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const parent: Json | undefined = value;
    value = memberOf(parent, segment);
    segments.push(Array.isArray(parent) ? itemName(value, segment) : segment);
  }
  return { path: segments.join('/'), value };
}

function memberOf(parent: Json | undefined, segment: string): Json | undefined {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, segment)) return undefined;
  return (parent as Readonly<Record<string, Json>>)[segment];
}

/** What an item is called in a path: its name, else its index. */
export function itemName(item: Json | undefined, index: number | string): string {
  if (typeof item !== 'object' || item === null) return String(index);
  const { name } = item as { readonly name?: Json };
  return typeof name === 'string' && name !== '' ? name : String(index);
}
