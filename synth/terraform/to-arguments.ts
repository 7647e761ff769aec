import { isJsonObject, type Json, type JsonObject } from '../../lib/model/json';
import { argumentName } from './argument-name';
import { blockOf, type ArgumentKind, type Block } from './schema';

export interface Arguments {
  /** Named as in Terraform, typed as the provider declares them. */
  readonly values: JsonObject;
  /** Fields of the manifest, as paths, that the typed resource cannot say. */
  readonly lost: readonly string[];
}

/** Turns the fields of a manifest into a block's arguments. Data driven: only the provider's schema decides. */
export function toArguments(fields: JsonObject, block: Block, path = ''): Arguments {
  const values: Record<string, Json> = {};
  const lost: string[] = [];
  for (const [field, value] of Object.entries(fields)) {
    if (value === null) continue;
    const here = path === '' ? field : `${path}.${field}`;
    const name = argumentName(field, block);
    const kind = name === undefined ? undefined : block[name]?.[1];
    const argument = kind === undefined ? undefined : toArgument(value, kind, here, lost);
    if (name === undefined || argument === undefined) lost.push(here);
    else values[name] = argument;
  }
  return { values, lost };
}

/** One argument of the declared kind, undefined when the value does not fit it. */
function toArgument(value: Json, kind: ArgumentKind, path: string, lost: string[]): Json | undefined {
  switch (kind) {
    case 'string':
      return isScalar(value) ? String(value) : undefined;
    case 'number':
      return typeof value === 'number' ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'list':
      return Array.isArray(value) && value.every(isScalar) ? value.map(String) : undefined;
    case 'map':
      return isJsonObject(value) ? toStringMap(value) : undefined;
    case 'any':
      return value;
    default:
      return toBlocks(value, kind, path, lost);
  }
}

function toBlocks(value: Json, kind: ArgumentKind, path: string, lost: string[]): Json | undefined {
  const members = blockOf(kind);
  if (members === undefined) return undefined;
  const items = Array.isArray(value) ? value : [value];
  const single = kind.startsWith('block:');
  if (!items.every(isJsonObject) || (single && items.length !== 1)) return undefined;
  const blocks = items.map((item, index) => {
    const inner = toArguments(item, members, Array.isArray(value) ? `${path}[${index}]` : path);
    lost.push(...inner.lost);
    return inner.values;
  });
  return single ? blocks[0] : blocks;
}

function toStringMap(value: JsonObject): JsonObject | undefined {
  const entries = Object.entries(value).flatMap(([key, member]) =>
    isScalar(member) ? [[key, String(member)] as const] : [],
  );
  return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
}

function isScalar(value: Json): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
