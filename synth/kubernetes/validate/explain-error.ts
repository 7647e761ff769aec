import { diagnostic, type Diagnostic } from '../../../lib/model/diagnostic';
import type { Json, JsonObject } from '../../../lib/model/json';
import { nearestName } from '../../../lib/model/nearest-name';
import { identityOf } from '../identity';
import { describe } from './describe';
import { fieldAt } from './field-path';
import type { SchemaError } from './validator';

export interface ErrorPlace {
  /** `kubernetes/<region>/<Kind>/<name>`. */
  readonly path: string;
  readonly manifest: JsonObject;
  /** ` in Kubernetes 1.31`, or empty when every declared version says the same. */
  readonly versions: string;
}

/** A finding of a generated validator in words: the field, what it is, what it must be. */
export function explainError({ instancePath, keyword, params }: SchemaError, place: ErrorPlace): Diagnostic {
  const { versions, manifest } = place;
  const field = fieldAt(manifest, instancePath);
  const at = (name: string) => ({ path: [place.path, field.path, name].filter((part) => part !== '').join('/') });
  const subject = field.path === '' ? identityOf(manifest).kind : `"${field.path}"`;
  const found = describe(field.value);
  switch (keyword) {
    case 'members': {
      const known = params['known'] as readonly string[];
      const name = String(params['field']);
      const nearest = nearestName(name, known) ?? null;
      return diagnostic('k8s/unknown-field', at(name), {
        field: name,
        subject,
        nearest,
        known: listed(known),
        versions,
      });
    }
    case 'required': {
      const name = String(params['missingProperty']);
      return diagnostic('k8s/missing-field', at(name), { field: name, subject, versions });
    }
    case 'type':
      return diagnostic('k8s/wrong-type', at(''), { subject, found, expected: typeNames(params['type']), versions });
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly Json[]).map(String);
      const nearest = (typeof field.value === 'string' ? nearestName(field.value, allowed) : undefined) ?? null;
      return diagnostic('k8s/unknown-value', at(''), { subject, found, allowed: listed(allowed), nearest, versions });
    }
    case 'uniqueBy': {
      const keys = params['keys'] as readonly string[];
      const item = (field.value as readonly Json[])[Number(params['index'])];
      const value = keys.length === 0 ? describe(item) : keyed(item, keys);
      return diagnostic('k8s/duplicate-item', at(''), { subject, keys: keys.join(' and '), value, versions });
    }
    default:
      return diagnostic('k8s/illegal-value', at(''), { subject, found, rule: ruleOf(keyword, params), versions });
  }
}

function ruleOf(keyword: string, params: SchemaError['params']): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'format':
      return formatRules[String(params['format'])] ?? `have the format ${String(params['format'])}`;
    case 'boundedPattern':
      return `match ${String(params['pattern'])}`;
    case 'minimum':
      return `be at least ${limit}`;
    case 'maximum':
      return `be at most ${limit}`;
    case 'minLength':
      return `have at least ${limit} characters`;
    case 'maxLength':
      return `have at most ${limit} characters`;
    case 'minItems':
      return `have at least ${limit} items`;
    case 'maxItems':
      return `have at most ${limit} items`;
    case 'minProperties':
      return `have at least ${limit} members`;
    case 'maxProperties':
      return `have at most ${limit} members`;
    default:
      throw new Error(`schema keyword without a text: ${keyword}`);
  }
}

const formatRules: Readonly<Record<string, string>> = {
  int32: 'be an integer of 32 bits (-2147483648 to 2147483647)',
  int64: 'be an integer that is exact as a JSON number (below 2^53)',
  double: 'be finite',
  quantity: 'be a quantity such as "500m", "2", "64Mi" or "1e3"',
  byte: 'be base64',
  'date-time': 'be a time such as "2006-01-02T15:04:05Z" (RFC 3339)',
};

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  object: 'a map',
  string: 'a text',
};

function typeNames(types: unknown): string {
  const all = Array.isArray(types) ? types.map(String) : String(types).split(',');
  return all.map((type) => typeWords[type] ?? type).join(' or ');
}

function keyed(item: Json | undefined, keys: readonly string[]): string {
  const members = item as JsonObject;
  return keys
    .filter((key) => members[key] !== undefined)
    .map((key) => `${key} ${describe(members[key])}`)
    .join(', ');
}

function listed(names: readonly string[]): string {
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`;
}
