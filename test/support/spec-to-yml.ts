import { Document, isCollection, visit } from 'yaml';
import type { StackSpec } from '../../lib/model/spec';

export interface YmlStyle {
  /** Braces and brackets instead of lines. @default false */
  readonly flow?: boolean;
  /** @default 'PLAIN' */
  readonly quotes?: 'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE';
  /** @default 2 */
  readonly indent?: number;
  /** Order of the members of every map. @default - as given */
  readonly order?: (a: string, b: string) => number;
}

/** Members whose keys are the user's own. */
const mapMembers = new Set(['services', 'externalServices', 'env']);

/** `obinexus.yml` that says the same as the specification. Texts that other readers would mistake are quoted. */
export function specToYml(spec: StackSpec, style: YmlStyle = {}): string {
  const document: Document = new Document(members(spec, style), { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_, node) => void (isCollection(node) && (node.flow = style.flow === true)),
    Scalar: (_, node) =>
      void (typeof node.value === 'string' && marks.test(node.value) && (node.type = 'QUOTE_DOUBLE')),
  });
  const text = document.toString({
    defaultStringType: style.quotes ?? 'PLAIN',
    defaultKeyType: 'PLAIN',
    indent: style.indent ?? 2,
  });
  return text.replaceAll(new RegExp(marks, 'g'), (mark) => `\\u${mark.charCodeAt(0).toString(16)}`);
}

/** Characters that a document holds only as escapes, so only in double quotes. */
const marks = /[\u2028-\u202e\u2066-\u2069\ufeff]/;

function members(value: unknown, style: YmlStyle): unknown {
  if (Array.isArray(value)) return value.map((item) => members(item, style));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    ordered(value, style).map(([name, inner]) => [
      snake(name),
      mapMembers.has(name) ? ownKeys(inner as object, style) : name === 'value' ? inner : members(inner, style),
    ]),
  );
}

function ownKeys(map: object, style: YmlStyle): unknown {
  return Object.fromEntries(ordered(map, style).map(([key, inner]) => [key, members(inner, style)]));
}

function ordered(map: object, { order }: YmlStyle): [string, unknown][] {
  const entries = Object.entries(map).filter(([, value]) => value !== undefined);
  return order === undefined ? entries : entries.sort(([a], [b]) => order(a, b));
}

/** Written apart from lib/config/member-case.ts on purpose: this is the other side of the round trip. */
function snake(name: string): string {
  return name
    .replace(/GiB/g, '_gib')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
