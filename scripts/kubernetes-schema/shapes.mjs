import { createHash } from 'node:crypto';
import { byCodeUnits } from './order.mjs';

/**
 * Equal schemas are stored once, whatever they are called and in whichever minors they occur. A shape is a class of
 * schemas that accept the same values; its id is a hash of its content.
 */
export class Shapes {
  /** Node key -> schema whose `$ref` are node keys. */
  nodes = new Map();
  ids = new Map();

  /** Adds a schema and all that it refers to; `resolve` gives the schema behind a name of its document. */
  add(document, name, resolve) {
    const key = `${document}:${name}`;
    if (this.nodes.has(key)) return key;
    this.nodes.set(key, null);
    this.nodes.set(
      key,
      mapReferences(resolve(name), (target) => this.add(document, target, resolve)),
    );
    return key;
  }

  /** Adds a schema given in full: its nested objects become shapes of their own. */
  addInline(document, path, schema, resolve) {
    const key = `${document}:${path}`;
    this.nodes.set(key, this.#split(document, path, schema, resolve));
    return key;
  }

  #split(document, path, schema, resolve) {
    if (schema.$ref !== undefined) return { $ref: this.add(document, schema.$ref, resolve) };
    const nested = (member, value) => {
      const split = this.#split(document, `${path}/${member}`, value, resolve);
      if (split.properties === undefined) return split;
      const key = `${document}:${path}/${member}`;
      this.nodes.set(key, split);
      return { $ref: key };
    };
    const result = { ...schema };
    if (schema.items !== undefined) result.items = nested('items', schema.items);
    if (schema.properties !== undefined)
      result.properties = Object.fromEntries(
        Object.entries(schema.properties).map(([member, value]) => [member, nested(member, value)]),
      );
    return result;
  }

  /** Finds the classes by refining hashes; twenty rounds reach every difference, schemas nest less deeply. */
  classify() {
    let colours = new Map([...this.nodes.keys()].map((key) => [key, '']));
    for (let round = 0; round < 20; round += 1) {
      const next = new Map();
      for (const [key, schema] of this.nodes) next.set(key, hash(mapReferences(schema, (to) => colours.get(to))));
      colours = next;
    }
    this.ids = new Map([...colours].map(([key, colour]) => [key, `v${colour}`]));
    const schemas = new Map();
    for (const [key, schema] of this.nodes)
      schemas.set(
        this.ids.get(key),
        mapReferences(schema, (to) => this.ids.get(to)),
      );
    return schemas;
  }
}

function mapReferences(schema, replace) {
  if (schema.$ref !== undefined) return { ...schema, $ref: replace(schema.$ref) };
  const result = { ...schema };
  for (const member of ['items', 'additionalProperties'])
    if (schema[member] !== undefined) result[member] = mapReferences(schema[member], replace);
  if (schema.properties !== undefined)
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([member, value]) => [member, mapReferences(value, replace)]),
    );
  return result;
}

function hash(schema) {
  return createHash('sha256').update(JSON.stringify(schema, sortKeys)).digest('hex').slice(0, 10);
}

function sortKeys(key, value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => byCodeUnits(a, b)));
}
