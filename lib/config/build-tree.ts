import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { illegalCharacter } from './characters';
import { report, type Findings } from './findings';
import { limits } from './limits';
import { quoted, readPlainScalar } from './plain-scalar';
import { positionAt } from './source-text';
import type { SourceMember, SourceNode, SourceScalar } from './source-tree';

/** The composed document as a tree, with a finding for every key or value that must not be. Linear. */
export function buildTree(findings: Findings, root: Node): SourceNode {
  const state: State = { findings, anchors: new Map(), measures: new Map() };
  const tree = build(state, root);
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

function build(state: State, node: unknown): SourceNode {
  if (isAlias(node)) return follow(state, node);
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor !== undefined) state.anchors.set(anchor, null);
  const built = isMap(node) ? buildMap(state, node) : isSeq(node) ? buildList(state, node) : buildScalar(state, node);
  if (anchor !== undefined) state.anchors.set(anchor, built);
  return built;
}

function offsetOf(node: { range?: readonly number[] | null | undefined }): number {
  return node.range?.[0] ?? 0;
}

function follow({ findings, anchors }: State, alias: Alias.Parsed | Alias): SourceNode {
  const at = offsetOf(alias);
  const target = anchors.get(alias.source);
  if (target !== undefined && target !== null) return target;
  const code = target === null ? 'config/self-reference' : 'config/unknown-anchor';
  report(findings, code, { at }, { anchor: alias.source });
  return { kind: 'scalar', at, value: null, plain: null };
}

function buildList(state: State, node: { items: readonly unknown[]; range?: readonly number[] | null }): SourceNode {
  const items = node.items.map((item) => build(state, item));
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

function buildMap(state: State, node: YAMLMap): SourceNode {
  const members = new Map<string, SourceMember>();
  for (const pair of node.items) {
    const member = buildMember(state, pair, members);
    if (member !== undefined) members.set(member.key, member);
  }
  const map: SourceNode = { kind: 'map', at: offsetOf(node), members };
  state.measures.set(map, total([...members.values()].map(({ value }) => measureOf(state, value))));
  return map;
}

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Undefined, with a finding, for a key that must not be. */
function buildMember(state: State, pair: Pair, members: ReadonlyMap<string, SourceMember>): SourceMember | undefined {
  const { findings } = state;
  const key = readKey(state, pair);
  if (key === undefined) return undefined;
  const value = pair.value === null ? nothing(key.keyAt) : build(state, pair.value);
  const place = { at: key.keyAt };
  if (key.key === '<<' && key.keyPlain) report(findings, 'config/merge-key', place, undefined);
  else if (forbiddenKeys.has(key.key)) report(findings, 'config/forbidden-key', place, { key: key.key });
  else {
    const first = members.get(key.key);
    if (first === undefined) return { ...key, value };
    const { line } = positionAt(findings.source, first.keyAt);
    report(findings, 'config/duplicate-key', place, { key: key.key, line });
  }
  return undefined;
}

function nothing(at: number): SourceScalar {
  return { kind: 'scalar', at, value: null, plain: '' };
}

function readKey({ findings }: State, pair: Pair): Omit<SourceMember, 'value'> | undefined {
  const { key } = pair;
  if (isScalar(key)) {
    const { text, isPlain } = sourceOf(key);
    const at = offsetOf(key);
    const illegal = illegalCharacter(text);
    if (illegal !== undefined) report(findings, 'config/illegal-character', { at }, { character: illegal });
    else if (text !== '' || !isPlain) return { key: text, keyAt: at, keyPlain: isPlain };
    else report(findings, 'config/bad-key', { at }, { found: 'nothing' });
    return undefined;
  }
  const found = isMap(key) ? 'a map' : isSeq(key) ? 'a list' : isAlias(key) ? 'an alias' : 'nothing';
  const place = isMap(key) || isSeq(key) || isAlias(key) ? key : isScalar(pair.value) ? pair.value : {};
  report(findings, 'config/bad-key', { at: offsetOf(place) }, { found });
  return undefined;
}

function sourceOf(node: Scalar): { text: string; isPlain: boolean } {
  const text = typeof node.value === 'string' ? node.value : '';
  return { text, isPlain: node.type === 'PLAIN' || node.type === undefined };
}

function buildScalar({ findings }: State, node: unknown): SourceScalar {
  if (!isScalar(node)) return nothing(0);
  const at = offsetOf(node);
  const { text, isPlain } = sourceOf(node);
  if (!isPlain) {
    const illegal = illegalCharacter(text);
    if (illegal !== undefined) report(findings, 'config/illegal-character', { at }, { character: illegal });
    return { kind: 'scalar', at, value: text, plain: null };
  }
  const { value, ambiguous } = readPlainScalar(text);
  if (ambiguous !== undefined)
    report(findings, 'config/ambiguous-scalar', { at }, { written: text, ...ambiguous, text: quoted(text) });
  return { kind: 'scalar', at, value, plain: text };
}
