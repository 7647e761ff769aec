import type { Json } from '../json';
import { nearestName } from '../nearest-name';
import type { StackSpec } from '../spec';
import { meant, placeOf, report, reportValue, withoutMinusZero, type At, type Findings } from './findings';
import { describeShape, type Member, type Shape } from './shape';
import { stackShape } from './spec-shape';

/**
 * A copy of the specification that has the shape its type promises: what programs without types got wrong is reported
 * and left out, so that everything after can rely on the type. Null when nothing is left.
 */
export function conform(findings: Findings, given: unknown): StackSpec | null {
  // The shape is derived from the type, member by member.
  return (fit(findings, stackShape, given, []) ?? null) as StackSpec | null;
}

/** The value as far as it fits the shape, undefined when it does not. */
function fit(findings: Findings, shape: Shape, value: unknown, at: At): unknown {
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string'
        ? fitText(findings, value, at, shape.mayBeEmpty)
        : misfit(findings, shape, value, at);
    case 'number':
      return typeof value === 'number' ? fitNumber(findings, value, at) : misfit(findings, shape, value, at);
    case 'flag':
      return typeof value === 'boolean' ? value : misfit(findings, shape, value, at);
    case 'choice':
      return fitChoice(findings, shape.names, value, at);
    case 'list':
      return Array.isArray(value) ? fitList(findings, shape, value, at) : misfit(findings, shape, value, at);
    case 'map':
      return isPlain(value) ? fitMap(findings, shape.values, value, at) : misfit(findings, shape, value, at);
    case 'record':
      return isPlain(value) ? fitRecord(findings, shape.members, value, at) : misfit(findings, shape, value, at);
    case 'either': {
      const own = shape.shapes.find((each) => accepts(each, value));
      return own === undefined ? misfit(findings, shape, value, at) : fit(findings, own, value, at);
    }
    case 'json':
      return fitJson(findings, value, at);
  }
}

/** Whether a value has the JavaScript type of a shape; alternatives are told apart by it. */
function accepts(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'text':
    case 'choice':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'map':
    case 'record':
      return isPlain(value);
    case 'either':
      return shape.shapes.some((each) => accepts(each, value));
    case 'json':
      return true;
  }
}

function misfit(findings: Findings, shape: Shape, value: unknown, at: At): undefined {
  const parameters = { place: placeOf(at), expected: describeShape(shape), found: describeValue(value) };
  report(findings, 'config/wrong-type', at, parameters);
  return undefined;
}

// oxlint-disable-next-line no-control-regex -- these are the characters that no text may hold
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Cs}/u;

function fitText(findings: Findings, value: string, at: At, mayBeEmpty: boolean): string | undefined {
  if (value === '' && !mayBeEmpty) {
    reportValue(findings, at, 'an empty text', 'a text that is not empty');
    return undefined;
  }
  const found = illegal.exec(value)?.[0];
  if (found === undefined) return value;
  const character = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  report(findings, 'config/illegal-character', at, { character });
  return undefined;
}

function fitNumber(findings: Findings, value: number, at: At): number | undefined {
  if (Number.isFinite(value)) return withoutMinusZero(value);
  const parameters = { place: placeOf(at), found: String(value), range: 'a finite number' };
  report(findings, 'config/number-out-of-range', at, parameters);
  return undefined;
}

function fitChoice(findings: Findings, names: readonly string[], value: unknown, at: At): string | undefined {
  if (typeof value === 'string' && names.includes(value)) return value;
  const nearest = typeof value === 'string' ? nearestName(value, names) : undefined;
  reportValue(findings, at, describeValue(value), `one of ${names.join(', ')}`, meant(nearest));
  return undefined;
}

function fitList(
  findings: Findings,
  shape: { readonly items: Shape; readonly length?: number },
  value: readonly unknown[],
  at: At,
): unknown {
  if (shape.length !== undefined && value.length !== shape.length) {
    reportValue(findings, at, `a list of ${value.length}`, `a list of ${shape.length}`);
    return undefined;
  }
  const items = Array.from(value, (item, index) => fit(findings, shape.items, item, [...at, itemName(item, index)]));
  const kept = items.filter((item) => item !== undefined);
  return shape.length !== undefined && kept.length < shape.length ? undefined : kept;
}

function fitMap(findings: Findings, values: Shape, value: object, at: At): unknown {
  const kept = definedEntries(value).map(([name, inner]) => [name, fit(findings, values, inner, [...at, name])]);
  return Object.fromEntries(kept.filter(([, inner]) => inner !== undefined));
}

function fitRecord(findings: Findings, members: ReadonlyMap<string, Member>, value: object, at: At): unknown {
  const given = new Map(definedEntries(value));
  for (const name of given.keys()) if (!members.has(name)) reportUnknown(findings, members, name, at);
  const kept: [string, unknown][] = [];
  for (const [name, { shape, required }] of members) {
    if (!given.has(name) && required === undefined) continue;
    const isMissing = !given.has(name);
    if (isMissing) report(findings, 'config/missing', [...at, name], missing(at, name, required?.example));
    const fitting = isMissing ? undefined : fit(findings, shape, given.get(name), [...at, name]);
    const own = fitting ?? required?.standIn;
    if (own !== undefined) kept.push([name, own]);
    else if (required !== undefined) return undefined;
  }
  return Object.fromEntries(kept);
}

function missing(at: At, member: string, example = '') {
  return { place: placeOf(at), member, example };
}

function reportUnknown(findings: Findings, members: ReadonlyMap<string, Member>, key: string, at: At): void {
  const known = [...members.keys()];
  const parameters = { place: placeOf(at), key, known: known.join(', ') };
  report(findings, 'config/unknown-key', [...at, key], parameters, meant(nearestName(key, known)));
}

const deepest = 100;
const most = 50_000;

/** A copy of plain JSON; anything else in it is a finding, and so is what contains itself. */
function fitJson(findings: Findings, value: unknown, at: At): Json | undefined {
  let values = 0;
  const copy = (inner: unknown, here: At): Json | undefined => {
    values += 1;
    if (values > most || here.length - at.length > deepest) {
      values = Number.POSITIVE_INFINITY;
      return undefined;
    }
    if (inner === null || typeof inner === 'boolean') return inner;
    if (typeof inner === 'string') return fitText(findings, inner, here, true);
    if (typeof inner === 'number') return fitNumber(findings, inner, here);
    if (Array.isArray(inner))
      return Array.from(inner as unknown[], (item, index) => copy(item, [...here, String(index)])).filter(isDefined);
    if (!isPlain(inner)) return misfit(findings, { kind: 'json' }, inner, here);
    const members = definedEntries(inner).map(([name, item]): [string, Json | undefined] => [
      name,
      copy(item, [...here, name]),
    ]);
    return Object.fromEntries(members.filter((member): member is [string, Json] => isDefined(member[1])));
  };
  const before = findings.diagnostics.length;
  const copied = copy(value, at);
  if (Number.isFinite(values)) return findings.diagnostics.length === before ? copied : undefined;
  const found = `nested deeper than ${deepest} levels, or has more than ${most} values`;
  reportValue(findings, at, found, 'plain JSON that does not contain itself');
  return undefined;
}

function isDefined<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

/** An object literal or one without a prototype, of whatever realm: no array, date, map or instance of a class. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function definedEntries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, inner]) => inner !== undefined);
}

const namingMembers = ['id', 'code', 'service', 'name'] as const;

/** What names an item of a list in paths: itself when it is a text, else its id, code, service or name; else the index. */
function itemName(item: unknown, index: number): string {
  if (typeof item === 'string' && item !== '') return item;
  if (!isPlain(item)) return String(index);
  const members = new Map<string, unknown>(Object.entries(item));
  const textOf = (name: string): string | undefined => {
    const value = members.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [from, to] = [textOf('from'), textOf('to')];
  const pair = from === undefined || to === undefined ? undefined : `${from} -> ${to}`;
  return namingMembers.map(textOf).find((name) => name !== undefined) ?? pair ?? String(index);
}

function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `the text "${value.length > 60 ? `${value.slice(0, 60)}...` : value}"`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return `a ${typeof value}`;
  return isPlain(value) ? 'an object' : 'an instance of a class';
}
