import type { Json } from '../model/json';
import { snakeCase } from './member-case';

export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';

/**
 * JSON Schema draft-07, the keywords that violations.ts can explain. "A text or a map" is one node with two types, not
 * `anyOf`: each keyword applies to its own type, so a fault gives one error instead of one per alternative.
 */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly enum?: readonly string[];
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly minProperties?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Schema;
  readonly allOf?: readonly { readonly if: Schema; readonly then: Schema }[];
}

/** A member that must be there. */
export interface RequiredMember {
  readonly required: Schema;
}

/**
 * A schema for every member of T, required exactly where T requires it: a member added to the specification and
 * forgotten in the schema does not compile.
 */
export type Members<T> = {
  readonly [Member in keyof T]-?: Record<never, never> extends Pick<T, Member> ? Schema : RequiredMember;
};

type Details = Partial<Schema>;

/** A map with the members of T, spelled in snake_case, and no others. */
export function object<T>(description: string, members: Members<T>, details: Details = {}): Schema {
  const entries = Object.entries<Schema | RequiredMember>(members);
  const required = entries.filter(([, member]) => isRequired(member)).map(([name]) => snakeCase(name));
  return {
    description,
    type: 'object',
    ...details,
    properties: Object.fromEntries(
      entries.map(([name, member]) => [snakeCase(name), isRequired(member) ? member.required : member]),
    ),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function isRequired(member: Schema | RequiredMember): member is RequiredMember {
  return typeof member.required === 'object' && !Array.isArray(member.required);
}

export const required = (schema: Schema): RequiredMember => ({ required: schema });

/** A map whose keys are ids or names chosen by the user. */
export function mapOf(description: string, values: Schema, details: Details = {}): Schema {
  return { description, type: 'object', ...details, additionalProperties: values };
}

export function list(description: string, items: Schema, details: Details = {}): Schema {
  return { description, type: 'array', items, ...details };
}

export function text(description: string, details: Details = {}): Schema {
  return { description, type: 'string', minLength: 1, ...details };
}

export function number(description: string, details: Details = {}): Schema {
  return { description, type: 'number', ...details };
}

export function integer(description: string, details: Details = {}): Schema {
  return { description, type: 'integer', ...details };
}

export function flag(description: string, details: Details = {}): Schema {
  return { description, type: 'boolean', ...details };
}

/** One of the names of a union type; all of them must be given. */
export function oneOf<Name extends string>(
  description: string,
  names: Readonly<Record<Name, true>>,
  details: Details = {},
): Schema {
  return { description, type: 'string', enum: Object.keys(names), ...details };
}

/** A schema that takes a second type besides its own. */
export function or(schema: Schema, type: SchemaType, details: Details = {}): Schema {
  return { ...schema, ...details, type: [...typesOf(schema), type] };
}

export function typesOf(schema: Schema | undefined): readonly SchemaType[] {
  return [schema?.type ?? []].flat();
}

/** A node without types takes anything. */
export function takes(schema: Schema | undefined, type: 'string' | 'number'): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.includes(type) || (type === 'number' && types.includes('integer'));
}
