import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnumerations } from './go-enumerations.mjs';
import { kubernetesKinds } from './kinds.mjs';

const prefix = '#/definitions/';
const named = (name) => `io.k8s.apimachinery.pkg.${name}`;

/** Definitions that are checked by a format of ours, or deliberately not at all. */
const special = new Map([
  [named('util.intstr.IntOrString'), { type: ['integer', 'string'], format: 'int32' }],
  [named('api.resource.Quantity'), { type: ['string', 'number'], format: 'quantity' }],
  [named('apis.meta.v1.Time'), { type: 'string', format: 'date-time' }],
  [named('apis.meta.v1.MicroTime'), { type: 'string', format: 'date-time' }],
]);

/** The definition of ObjectMeta, to which the metadata of custom resources refers as well. */
export const objectMeta = named('apis.meta.v1.ObjectMeta');

/**
 * One minor: its definitions as published and closed, by name; the names of those of the vendored kinds, likewise; all
 * kinds that it serves.
 */
export function readMinor(modules, minor) {
  const document = join(modules, `k8s.io/kubernetes@v${minor}.0/api/openapi-spec/swagger.json`);
  const { definitions } = JSON.parse(readFileSync(document, 'utf8'));
  const enumerations = readEnumerations(join(modules, `k8s.io/api@v0.${minor.slice(2)}.0`));
  const closed = new Map(
    Object.entries(definitions).map(([name, schema]) => [name, close(schema, name, enumerations)]),
  );
  const roots = new Map();
  const served = new Set();
  for (const [name, schema] of Object.entries(definitions))
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
      const apiVersion = group === '' ? version : `${group}/${version}`;
      if (schema.properties.metadata?.$ref === `${prefix}${objectMeta}`) served.add(`${apiVersion}/${kind}`);
      if (kubernetesKinds[apiVersion]?.includes(kind)) roots.set(`${apiVersion}/${kind}`, name);
    }
  const kinds = Object.fromEntries(roots);
  for (const [kind, name] of roots) {
    roots.set(kind, `${name} in a file`);
    closed.set(`${name} in a file`, asRoot(closed.get(name)));
  }
  return { definitions, kinds, closed, roots, served };
}

/**
 * What an object in a file must hold, unlike one inside of another (a claim in a StatefulSet). Its status is the
 * cluster's to write and is not looked into.
 */
function asRoot({ properties, required = [], ...rest }) {
  const { status, ...members } = properties;
  return {
    ...rest,
    properties: status === undefined ? members : { ...members, status: { type: 'object' } },
    required: [...new Set(['apiVersion', 'kind', 'metadata', ...required])],
  };
}

/** A definition with only what is validated, and closed: members that are not declared are refused. */
function close(schema, name, enumerations) {
  if (special.has(name)) return special.get(name);
  if (schema.$ref !== undefined) {
    const target = schema.$ref.slice(prefix.length);
    return special.get(target) ?? { $ref: target };
  }
  const result = {};
  if (schema.type !== undefined) result.type = schema.type;
  if (schema.format !== undefined) result.format = schema.format;
  if (schema.required !== undefined) result.required = schema.required;
  if (schema.items !== undefined) result.items = close(schema.items, name, enumerations);
  if (typeof schema.additionalProperties === 'object')
    result.additionalProperties = close(schema.additionalProperties, name, enumerations);
  if (schema['x-kubernetes-list-type'] === 'map') result.uniqueBy = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] === 'set') result.uniqueBy = [];
  if (schema.properties !== undefined) {
    result.properties = {};
    for (const [member, value] of Object.entries(schema.properties))
      result.properties[member] = withEnumeration(
        close(value, `${name}.${member}`, enumerations),
        enumerations.get(`${name}.${member}`),
      );
  }
  return result;
}

function withEnumeration(schema, values) {
  if (values === undefined) return schema;
  if (schema.type === 'array') return { ...schema, items: { ...schema.items, enum: values } };
  return schema.type === 'string' ? { ...schema, enum: values } : schema;
}
