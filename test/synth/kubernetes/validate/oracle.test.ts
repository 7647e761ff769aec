import fc from 'fast-check';
import type { Json, JsonObject } from '../../../../lib/model/json';
import type { SchemaError } from '../../../../synth/kubernetes/validate/validator';
import { columns, kinds, validators } from '../../../../synth/kubernetes/schema/registry';
import { publishedFieldNames, publishedMinors, publishedValidator } from './support/published-schemas';
import { validObjects } from './support/valid-objects';

/** Where ours refuse what the published schemas take: undeclared members, formats, values and keys said in prose or Go. */
const stricterByDesign = new Set(['members', 'format', 'enum', 'uniqueBy']);
/** The top level of a file needs what the document leaves optional. */
function isStricterByDesign({ keyword, instancePath }: SchemaError): boolean {
  return stricterByDesign.has(keyword) || (keyword === 'required' && instancePath === '');
}

const runs = 1500;

function kindOf(object: JsonObject): string {
  return `${object['apiVersion'] as string}/${object['kind'] as string}`;
}

function errorsOf(minor: string, object: JsonObject): readonly SchemaError[] {
  const index = kinds[kindOf(object)]?.[columns.indexOf(minor)] ?? -1;
  const validate = validators[index]?.();
  if (validate === undefined) throw new Error(`no validator of ${kindOf(object)} in ${minor}`);
  return validate(object) ? [] : [...(validate.errors ?? [])];
}

/** A place of an object: the members that lead to it. */
type Place = readonly (string | number)[];

function placesOf(value: Json, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  const below = Array.isArray(value)
    ? (value as readonly Json[]).flatMap((item, index) => placesOf(item, [...place, index]))
    : Object.entries(value).flatMap(([key, item]) => placesOf(item, [...place, key]));
  return place.length === 0 ? below : [place, ...below];
}

interface Mutation {
  readonly name: string;
  /** Changes the member `key` of its parent; false when it does not apply. */
  apply(parent: Record<string | number, unknown>, key: string | number): boolean;
}

const misspell: Mutation = {
  name: 'misspell',
  apply(parent, key) {
    if (Array.isArray(parent) || !fieldNames.has(String(key))) return false;
    parent[`${key}x`] = parent[key];
    delete parent[key];
    return true;
  },
};
const add: Mutation = {
  name: 'add a field',
  apply(parent, key) {
    const value = parent[key];
    if (
      typeof value !== 'object' ||
      value === null ||
      Array.isArray(value) ||
      !fieldNames.has(Object.keys(value)[0] ?? '')
    )
      return false;
    (value as Record<string, unknown>)['unheardOf'] = { a: 1 };
    return true;
  },
};
const retype: Mutation = {
  name: 'retype',
  apply(parent, key) {
    const value = parent[key];
    parent[key] = typeof value === 'object' ? 'text' : { not: 'a scalar' };
    return true;
  },
};
const nullify: Mutation = {
  name: 'null',
  apply(parent, key) {
    parent[key] = null;
    return true;
  },
};
const wrap: Mutation = {
  name: 'wrap in a list',
  apply(parent, key) {
    parent[key] = [parent[key]];
    return true;
  },
};
const remove: Mutation = {
  name: 'remove',
  apply(parent, key) {
    if (Array.isArray(parent)) return false;
    delete parent[key];
    return true;
  },
};
const unquote: Mutation = {
  name: 'number for text, text for number',
  apply(parent, key) {
    const value = parent[key];
    if (typeof value !== 'string' && typeof value !== 'number') return false;
    parent[key] = typeof value === 'string' ? 7 : String(value);
    return true;
  },
};
const fraction: Mutation = {
  name: 'fraction',
  apply(parent, key) {
    if (typeof parent[key] !== 'number') return false;
    parent[key] = (parent[key] as number) + 0.5;
    return true;
  },
};

const fieldNames = publishedFieldNames('1.36');
/** These make every object wrong, whatever the place; the others may leave it right. */
const faults = [misspell, add, retype, wrap, fraction];
const all = [...faults, nullify, remove, unquote];

/** A copy with the mutation applied at the place; undefined when it does not apply there. */
function mutated(object: JsonObject, place: Place, mutation: Mutation): JsonObject | undefined {
  const copy = structuredClone(object) as Record<string | number, unknown>;
  let parent = copy;
  for (const member of place.slice(0, -1)) parent = parent[member] as Record<string | number, unknown>;
  return mutation.apply(parent, place.at(-1) ?? '') ? (copy as JsonObject) : undefined;
}

const mutants = (mutations: readonly Mutation[]) =>
  fc
    .record({
      minor: fc.constantFrom(...publishedMinors),
      object: fc.constantFrom(...validObjects),
      seed: fc.nat(1_000_000),
      mutation: fc.constantFrom(...mutations),
    })
    .map(({ minor, object, seed, mutation }) => {
      const places = placesOf(object).filter(([first]) => first !== 'kind' && first !== 'apiVersion');
      const place = places[seed % places.length] ?? [];
      return { minor, place, mutation, mutant: mutated(object, place, mutation), object };
    })
    .filter(({ mutant }) => mutant !== undefined);

describe('the generated validators against ajv over the published schemas', () => {
  const oracles = new Map(publishedMinors.map((minor) => [minor, publishedValidator(minor)]));
  const isRight = (minor: string, object: JsonObject) => oracles.get(minor)?.(kindOf(object))(object) === true;

  test('the oracle knows all six minors and takes every valid object', () => {
    expect(publishedMinors).toEqual(columns.slice(1));
    for (const minor of ['1.31', '1.36']) expect(validObjects.filter((object) => !isRight(minor, object))).toEqual([]);
  });

  test(`agree on ${runs} mutants, but for what is stricter by design`, () => {
    let refused = 0;
    fc.assert(
      fc.property(mutants(all), ({ minor, mutant }) => {
        if (mutant === undefined) return;
        const errors = errorsOf(minor, mutant);
        const theirs = isRight(minor, mutant);
        const ours = errors.every(isStricterByDesign);
        if (!theirs) refused += 1;
        // They refuse: so do we, for whatever reason. They take it: so do we, but for what is stricter by design.
        expect(theirs ? ours : errors.length > 0).toBe(true);
      }),
      { seed: 131, numRuns: runs },
    );
    expect(refused).toBeGreaterThan(runs / 3);
  });

  test('catch at least 95 % of 1500 faults', () => {
    const missed = new Map<string, number>();
    const sample = fc.sample(mutants(faults), { seed: 136, numRuns: 1500 });
    const survivors = sample.filter(
      ({ minor, mutant }) => mutant !== undefined && errorsOf(minor, mutant).length === 0,
    );
    for (const { mutation, place, object } of survivors) {
      const key = `${mutation.name} ${object['kind'] as string}/${place.join('/')}`;
      missed.set(key, (missed.get(key) ?? 0) + 1);
    }
    const rate = 1 - survivors.length / sample.length;
    process.stdout.write(
      `caught ${(100 * rate).toFixed(1)} % of ${sample.length} faults; not: ${[...missed.keys()].join(', ') || 'none'}\n`,
    );
    expect(rate).toBeGreaterThanOrEqual(0.95);
  });
});
