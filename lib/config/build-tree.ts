import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { illegalCharacter } from './characters';
import { report, type Findings } from './findings';
import { limits } from './limits';
import { clip, quoted } from './clip';
import { readPlainScalar } from './plain-scalar';
import { stackSchema } from './schema';
import type { Schema } from './schema-builder';
import { positionAt } from './source-text';
import type { SourceMember, SourceNode, SourceScalar } from './source-tree';
import { joinPath, memberName, memberSchema } from './walk-path';

/** The composed document as a tree, with a finding for every key or value that must not be. Linear. */
export function buildTree(findings: Findings, root: Node): SourceNode {
  const state: State = { findings, anchors: new Map(), measures: new Map() };
  const tree = build(state, root, { path: '', schema: stackSchema });
  const { size, depth } = measureOf(state, tree);
  if (depth > limits.depth) report(findings, 'config/too-deep', { at: tree.at }, { limit: limits.depth });
  else if (size > limits.nodes) report(findings, 'config/too-many-nodes', { at: tree.at }, { limit: limits.nodes });
  return tree;
}

/** Nodes and levels with aliases followed, computed without following them twice. */
interface Measure {
  readonly size: number;
  readonly depth: number;
}

interface State {
  readonly findings: Findings;
  /** The value of each anchor; `null` while it is being built. */
  readonly anchors: Map<string, SourceNode | null>;
  readonly measures: Map<SourceNode, Measure>;
}

const leaf: Measure = { size: 1, depth: 0 };
const measureOf = (state: State, node: SourceNode) => state.measures.get(node) ?? leaf;

/** Where a node stands, for the paths of findings; items of lists by index, their names are not known yet. */
interface Place {
  readonly path: string;
  readonly schema: Schema | undefined;
}

function build(state: State, node: unknown, place: Place): SourceNode {
  if (isAlias(node)) return follow(state, node, place);
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor !== undefined) state.anchors.set(anchor, null);
  const built = isMap(node)
    ? buildMap(state, node, place)
    : isSeq(node)
      ? buildList(state, node, place)
      : buildScalar(state, node, place);
  if (anchor !== undefined) state.anchors.set(anchor, built);
  return built;
}

function offsetOf(node: { readonly range?: readonly number[] | null | undefined }): number {
  return node.range?.[0] ?? 0;
}

function follow({ findings, anchors }: State, alias: Alias, { path }: Place): SourceNode {
  const at = offsetOf(alias);
  const target = anchors.get(alias.source);
  if (target !== undefined && target !== null) return target;
  const code = target === null ? 'config/self-reference' : 'config/unknown-anchor';
  report(findings, code, { at, path }, { anchor: clip(alias.source) });
  return { kind: 'scalar', at, value: null, plain: null, isRefused: true };
}

function buildList(state: State, node: YAMLSeq, { path, schema }: Place): SourceNode {
  const items = node.items.map((item, index) =>
    build(state, item, { path: joinPath(path, String(index)), schema: schema?.items }),
  );
  const list: SourceNode = { kind: 'list', at: offsetOf(node), items };
  state.measures.set(list, total(items.map((item) => measureOf(state, item))));
  return list;
}

function total(parts: readonly Measure[]): Measure {
  let size = 1;
  let depth = 0;
  for (const part of parts) {
    size += part.size;
    if (part.depth > depth) ({ depth } = part);
  }
  return { size, depth: depth + 1 };
}

function buildMap(state: State, node: YAMLMap, place: Place): SourceNode {
  const members = new Map<string, SourceMember>();
  for (const pair of node.items) {
    const key = readKey(state, pair, place);
    if (key === undefined) continue;
    const member = buildMember(state, pair, key, place);
    if (isKeyAccepted(state, key, members, place)) members.set(key.key, member);
  }
  const map: SourceNode = { kind: 'map', at: offsetOf(node), members };
  state.measures.set(map, total([...members.values()].map(({ value }) => measureOf(state, value))));
  return map;
}

type Key = Omit<SourceMember, 'value'>;

function buildMember(state: State, pair: Pair, key: Key, { path, schema }: Place): SourceMember {
  const place = { path: joinPath(path, memberName(schema, key.key)), schema: memberSchema(schema, key.key) };
  return { ...key, value: pair.value === null ? nothing(key.keyAt) : build(state, pair.value, place) };
}

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function isKeyAccepted(
  { findings }: State,
  { key, keyAt, keyPlain }: Key,
  members: ReadonlyMap<string, SourceMember>,
  { path, schema }: Place,
): boolean {
  const place = { at: keyAt, path: joinPath(path, memberName(schema, key)) };
  const first = members.get(key);
  if (key === '<<' && keyPlain) report(findings, 'config/merge-key', place, undefined);
  else if (forbiddenKeys.has(key)) report(findings, 'config/forbidden-key', place, { key });
  else if (first === undefined) return true;
  else {
    const { line } = positionAt(findings.source, first.keyAt);
    report(findings, 'config/duplicate-key', place, { key, line });
  }
  return false;
}

function nothing(at: number): SourceScalar {
  return { kind: 'scalar', at, value: null, plain: '' };
}

/** What YAML allows for keys without a question mark. */
const longestKey = 1024;

/** Undefined, with a finding, when it is no text or too long. */
function readKey({ findings }: State, { key, value }: Pair, { path }: Place): Key | undefined {
  if (isScalar(key)) {
    const { text, isPlain } = sourceOf(key);
    const at = offsetOf(key);
    const illegal = illegalCharacter(text);
    if (text.length > longestKey)
      report(findings, 'config/bad-key', { at, path }, { found: `one of ${text.length} characters` });
    else if (illegal !== undefined) report(findings, 'config/illegal-character', { at, path }, { character: illegal });
    else if (text !== '' || !isPlain) return { key: text, keyAt: at, keyPlain: isPlain };
    else report(findings, 'config/bad-key', { at, path }, { found: 'nothing' });
    return undefined;
  }
  const found = isMap(key) ? 'a map' : isSeq(key) ? 'a list' : isAlias(key) ? 'an alias' : 'nothing';
  const at = offsetOf(isNode(key) ? key : isNode(value) ? value : {});
  report(findings, 'config/bad-key', { at, path }, { found });
  return undefined;
}

function sourceOf(node: Scalar): { text: string; isPlain: boolean } {
  // Not `value`: a refused tag may have made something else of it.
  return { text: node.source ?? '', isPlain: node.type === 'PLAIN' || node.type === undefined };
}

function buildScalar({ findings }: State, node: unknown, { path }: Place): SourceScalar {
  if (!isScalar(node)) return nothing(0);
  const at = offsetOf(node);
  const { text, isPlain } = sourceOf(node);
  if (!isPlain) {
    const illegal = illegalCharacter(text);
    if (illegal === undefined) return { kind: 'scalar', at, value: text, plain: null };
    report(findings, 'config/illegal-character', { at, path }, { character: illegal });
    return { kind: 'scalar', at, value: text, plain: null, isRefused: true };
  }
  const { value, ambiguous } = readPlainScalar(text);
  if (ambiguous === undefined) return { kind: 'scalar', at, value, plain: text };
  report(findings, 'config/ambiguous-scalar', { at, path }, { written: clip(text), ...ambiguous, text: quoted(text) });
  return { kind: 'scalar', at, value, plain: text, isRefused: true };
}
