/**
 * A YAML document as data with positions: what the schema is checked against and what paths are resolved in. Aliases
 * are followed, so nodes may be shared; `at` is an offset into the text.
 */
export type SourceNode = SourceScalar | SourceMap | SourceList;

export interface SourceScalar {
  readonly kind: 'scalar';
  readonly at: number;
  readonly value: string | number | boolean | null;
  /** As written, for scalars without quotes. */
  readonly plain: string | null;
  /** A finding says already what is wrong with it; nothing more is to be said. */
  readonly isRefused?: true;
}

export interface SourceMember {
  readonly key: string;
  readonly keyAt: number;
  /** Whether the key has no quotes. */
  readonly keyPlain: boolean;
  readonly value: SourceNode;
}

export interface SourceMap {
  readonly kind: 'map';
  readonly at: number;
  readonly members: ReadonlyMap<string, SourceMember>;
}

export interface SourceList {
  readonly kind: 'list';
  readonly at: number;
  readonly items: readonly SourceNode[];
}

/** Plain data: maps without prototype, so that no key has a meaning of its own. */
export function toData(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toData);
  const data: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.members.values()) data[key] = toData(value);
  return data;
}

const namingMembers = ['id', 'code', 'service', 'name'];

/**
 * What names an item of a list in paths: itself when it is a text, else its id, code, service or name, or its two ends;
 * else the index.
 */
export function itemName(item: SourceNode, index: number): string {
  if (item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '') return item.value;
  if (item.kind === 'map') {
    const names = namingMembers.map((member) => memberText(item, member));
    const [from, to] = [memberText(item, 'from'), memberText(item, 'to')];
    const pair = from === undefined || to === undefined ? undefined : `${from} -> ${to}`;
    return names.find((name) => name !== undefined) ?? pair ?? String(index);
  }
  return String(index);
}

function memberText({ members }: SourceMap, name: string): string | undefined {
  const value = members.get(name)?.value;
  return value?.kind === 'scalar' && typeof value.value === 'string' && value.value !== '' ? value.value : undefined;
}

/** Where an editor should put the cursor: on a scalar itself, on the key of a map or list. */
export function memberPlace(member: SourceMember): number {
  return member.value.kind === 'scalar' && member.value.plain !== '' ? member.value.at : member.keyAt;
}

/** A number that JavaScript cannot hold exactly: not finite, or whole and beyond 2^53. */
export function isInexact(node: SourceNode): boolean {
  if (node.kind !== 'scalar' || typeof node.value !== 'number') return false;
  return !Number.isFinite(node.value) || (Number.isInteger(node.value) && !Number.isSafeInteger(node.value));
}
