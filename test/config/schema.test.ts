import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { camelCase, snakeCase } from '../../lib/config/member-case';
import { stackSchema } from '../../lib/config/schema';
import type { Schema } from '../../lib/config/schema-builder';

const root = join(__dirname, '..', '..');
const published = readFileSync(join(root, 'schema', 'obinexus.schema.json'), 'utf8');

function nodesOf(schema: Schema, name = ''): { readonly name: string; readonly schema: Schema }[] {
  const children = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items === undefined ? [] : [['[]', schema.items] as const]),
    ...(typeof schema.additionalProperties === 'object' ? [['*', schema.additionalProperties] as const] : []),
  ];
  return [{ name, schema }, ...children.flatMap(([key, child]) => nodesOf(child, `${name}.${key}`))];
}

const nodes = nodesOf(stackSchema);

describe('the schema of obinexus.yml', () => {
  test('is published as it is used, members in the same order (else run scripts/generate-schema.mjs)', () => {
    expect(JSON.stringify(JSON.parse(published))).toBe(JSON.stringify(stackSchema));
  });

  test('is valid draft-07', () => {
    const ajv = new Ajv();
    expect(ajv.validateSchema(stackSchema)).toBe(true);
    expect(stackSchema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  });

  test('describes every member and allows no other anywhere', () => {
    expect(nodes.filter(({ schema }) => schema.description === undefined)).toEqual([]);
    const open = nodes.filter(({ schema }) => schema.properties !== undefined && schema.additionalProperties !== false);
    expect(open).toEqual([]);
    expect(nodes.length).toBeGreaterThan(150);
  });

  test('spells every member in snake_case, and each spelling leads back to its camelCase', () => {
    for (const { schema } of nodes)
      for (const member of Object.keys(schema.properties ?? {})) {
        expect(member).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
        expect(snakeCase(camelCase(member))).toBe(member);
      }
    expect(snakeCase('memoryGiBHourUsd')).toBe('memory_gib_hour_usd');
    expect(camelCase('memory_gib_hour_usd')).toBe('memoryGiBHourUsd');
  });

  test('gives examples and defaults that it accepts itself', () => {
    for (const { name, schema } of nodes) {
      const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
      for (const value of [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])])
        expect({ name, value, valid: validate(value) }).toEqual({ name, value, valid: true });
    }
  });

  test.each(['hello-polyglot', 'online-boutique'])('accepts examples/%s, whose first line names it', (example) => {
    const text = readFileSync(join(root, 'examples', example, 'obinexus.yml'), 'utf8');
    const validate = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(published) as object);
    expect(validate(parse(text))).toBe(true);
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/schema\/obinexus\.schema\.json\n/);
  });
});
