import type { Json, JsonObject } from '../../lib/model/json';
import type { Resource } from './resource';
import { blockOf, resourceTypeOf, type Block } from './schema';
import { literalTree } from './template';

/** The arguments of a resource under the names that the provider's constructs use: `volume_mount` -> `volumeMount`. */
export function constructProps(resource: Resource): Record<string, Json> {
  const type = resourceTypeOf(resource.type);
  const values = literalTree(resource.arguments) as JsonObject;
  return type === undefined ? { ...values } : rename(values, type.members);
}

function rename(values: JsonObject, block: Block): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const member = block[name];
      if (member === undefined) throw new Error(`terraform schema: no argument ${name}`);
      const [property, kind] = member;
      const inner = blockOf(kind);
      return [property, inner === undefined ? value : renameBlocks(value, inner)];
    }),
  );
}

function renameBlocks(value: Json, block: Block): Json {
  if (Array.isArray(value)) return value.map((item: JsonObject) => rename(item, block));
  return rename(value as JsonObject, block);
}
