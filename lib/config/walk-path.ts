import { camelCase } from './member-case';
import type { Schema } from './schema-builder';
import { itemName, memberPlace, type SourceNode } from './source-tree';

/** A node on the way from the root, with its two spellings. */
export interface Step {
  readonly node: SourceNode;
  /** Offset where an editor should put the cursor. */
  readonly at: number;
  /** As in diagnostics: `services/api/geo/maxLatencyMs`. */
  readonly path: string;
  /** As in the document: `services.api.geo.max_latency_ms`. */
  readonly place: string;
  readonly schema: Schema | undefined;
}

export function rootStep(node: SourceNode, schema: Schema): Step {
  return { node, at: node.at, path: '', place: '', schema };
}

/** The child under a key or index of the document, if it is there. */
export function childStep(parent: Step, key: string): Step | undefined {
  const { node } = parent;
  if (node.kind === 'map') {
    const member = node.members.get(key);
    if (member === undefined) return undefined;
    return {
      node: member.value,
      at: memberPlace(member),
      path: joinPath(parent.path, memberName(parent.schema, key)),
      place: parent.place === '' ? key : `${parent.place}.${key}`,
      schema: memberSchema(parent.schema, key),
    };
  }
  const index = Number(key);
  const item = node.kind === 'list' ? node.items[index] : undefined;
  if (item === undefined) return undefined;
  return {
    node: item,
    at: item.at,
    path: joinPath(parent.path, itemName(item, index)),
    place: `${parent.place}[${index}]`,
    schema: parent.schema?.items,
  };
}

/** A key as paths spell it: camelCase where the schema names the member, which may or may not be there. */
export function memberName(schema: Schema | undefined, key: string): string {
  const known = schema?.properties;
  return known !== undefined && Object.hasOwn(known, key) ? camelCase(key) : key;
}

export function joinPath(path: string, segment: string): string {
  return path === '' ? segment : `${path}/${segment}`;
}

export function memberSchema(schema: Schema | undefined, key: string): Schema | undefined {
  const known = schema?.properties;
  if (known !== undefined && Object.hasOwn(known, key)) return known[key];
  return schema?.additionalProperties === false ? undefined : schema?.additionalProperties;
}

export function namePlace(step: Step): string {
  return step.place === '' ? 'the document' : `"${step.place}"`;
}
