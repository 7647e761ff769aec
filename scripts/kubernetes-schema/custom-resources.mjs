import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { gatewayKinds, gatewayRelease } from './kinds.mjs';
import { objectMeta } from './definitions.mjs';

const kept = [
  'type',
  'required',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'format',
];

/** The schemas of the Gateway API's standard channel as published and closed, by `apiVersion/Kind`. */
export function readGatewayApi(modules) {
  const folder = join(modules, `sigs.k8s.io/gateway-api@${gatewayRelease}/config/crd/standard`);
  const published = {};
  const schemas = new Map();
  const served = new Set();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const { spec } = parse(readFileSync(join(folder, file), 'utf8'));
    for (const version of spec.versions.filter((each) => each.served)) {
      const key = `${spec.group}/${version.name}/${spec.names.kind}`;
      served.add(key);
      if (!gatewayKinds.includes(spec.names.kind)) continue;
      published[key] = version.schema.openAPIV3Schema;
      schemas.set(key, root(version.schema.openAPIV3Schema));
    }
  }
  return { published, schemas, served };
}

function root(schema) {
  const closed = close(schema);
  closed.properties.metadata = { $ref: objectMeta };
  if (closed.properties.status !== undefined) closed.properties.status = { type: 'object' };
  closed.required = [...new Set(['apiVersion', 'kind', 'metadata', ...(schema.required ?? [])])];
  return closed;
}

function close(schema) {
  const result = Object.fromEntries(kept.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]));
  // A pattern may take quadratic time: a text that is too long is not tried.
  if (result.pattern !== undefined) {
    const { pattern, ...rest } = result;
    return { ...rest, boundedPattern: { pattern, longest: result.maxLength ?? 256 } };
  }
  if (schema.items !== undefined) result.items = close(schema.items);
  if (typeof schema.additionalProperties === 'object') result.additionalProperties = close(schema.additionalProperties);
  if (schema['x-kubernetes-list-type'] === 'map') result.uniqueBy = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] === 'set') result.uniqueBy = [];
  if (schema.properties !== undefined) {
    result.properties = {};
    for (const [member, value] of Object.entries(schema.properties)) result.properties[member] = close(value);
  }
  return result;
}
