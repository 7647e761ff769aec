import fc from 'fast-check';
import { canonicalJson } from '../../../lib/model/canonical-json';
import { stackSchema } from '../../../lib/config/schema';
import { camelCase } from '../../../lib/config/member-case';
import type { Schema } from '../../../lib/config/schema-builder';
import type { Shape } from '../../../lib/model/normalize/shape';
import { stackShape } from '../../../lib/model/normalize/spec-shape';
import { wellFormedSpec } from '../../support/arbitrary-spec';
import { findings, normalizeAny, only, pinned, spec } from './support/normalized';

const service = (members: object): unknown => spec({ services: { api: { ...pinned(), ...members } as never } });

describe('what programs without types pass', () => {
  test.each<readonly [string, unknown, string]>([
    ['nothing', undefined, 'config/wrong-type '],
    ['null', null, 'config/wrong-type '],
    ['a list', [], 'config/wrong-type '],
    ['a class', new (class Spec {})(), 'config/wrong-type '],
    ['a misspelled member', service({ prot: 8080 }), 'config/unknown-key services/api/prot'],
    ['a member in snake case', service({ geo_enabled: true }), 'config/unknown-key services/api/geo_enabled'],
    ['a misspelled member of the stack', { ...spec(), topologyy: {} }, 'config/unknown-key topologyy'],
    ['an unknown language', service({ language: 'pyhton' }), 'config/bad-value services/api/language'],
    ['a language as a number', service({ language: 5 }), 'config/bad-value services/api/language'],
    ['calls as a text', service({ calls: 'engine' }), 'config/wrong-type services/api/calls'],
    ['a call as a number', service({ calls: [5] }), 'config/wrong-type services/api/calls/0'],
    ['a call without a target', service({ calls: [{ perRequest: 2 }] }), 'config/missing services/api/calls/0/service'],
    ['env as a list', service({ env: ['A=1'] }), 'config/wrong-type services/api/env'],
    ['a variable as a function', service({ env: { A: () => 1 } }), 'config/wrong-type services/api/env/A'],
    ['a variable as a date', service({ env: { A: new Date(0) } }), 'config/wrong-type services/api/env/A'],
    ['a variable as null', service({ env: { A: null } }), 'config/wrong-type services/api/env/A'],
    ['NaN as a variable', service({ env: { A: Number.NaN } }), 'config/number-out-of-range services/api/env/A'],
    ['a Map', service({ env: new Map([['A', '1']]) }), 'config/wrong-type services/api/env'],
    ['a port as a text', service({ port: '8080' }), 'config/wrong-type services/api/port'],
    ['a flag as a text', service({ geoEnabled: 'yes' }), 'config/wrong-type services/api/geoEnabled'],
    ['a NUL', service({ args: ['a\0b'] }), 'config/illegal-character services/api/args/a\\u0000b'],
    ['half of a character', service({ env: { A: 'a\ud800' } }), 'config/illegal-character services/api/env/A'],
    ['an escape', spec({ email: '\u001b[31m@a' }), 'config/illegal-character email'],
    ['an empty text', service({ image: '' }), 'config/bad-value services/api/image'],
    [
      'a link of three',
      { ...spec(), topology: { kind: 'mesh', links: [['a', 'b', 'c']] } },
      'config/bad-value topology/links/0',
    ],
    ['a hole in a list', service({ args: Array.from({ length: 1 }) }), 'config/wrong-type services/api/args/0'],
    ['a region as a number', { ...spec(), regions: [5] }, 'config/wrong-type regions/0'],
    [
      'no language',
      { name: 'shop', services: { api: { image: pinned().image } } },
      'config/missing services/api/language',
    ],
    ['no services', { name: 'shop' }, 'config/missing services'],
  ])('%s is a finding', (_, given, expected) => {
    expect(findings(given)).toContain(expected);
    expect(normalizeAny(given).model).toBeNull();
  });

  test('the nearest member is named', () => {
    expect(only(normalizeAny(service({ prot: 8080 })).diagnostics).hint).toBe('did you mean "port"?');
    expect(only(normalizeAny(service({ max_latency_ms: 5 })).diagnostics).hint).toBeUndefined();
    expect(only(normalizeAny(service({ geo: { max_latency_ms: 5 } })).diagnostics).hint).toBe(
      'did you mean "maxLatencyMs"?',
    );
    expect(only(normalizeAny(service({ tier: 'busines' })).diagnostics).hint).toBe('did you mean "business"?');
  });

  test('an undefined member is an absent one', () => {
    expect(findings(service({ port: undefined, prot: undefined, geo: { coverage: undefined } }))).toEqual([]);
  });

  test('all faults are found at once, also those after a wrong type', () => {
    const given = service({ port: 'x', image: 'A b', calls: ['engine'], resources: { cpu: '1Gi' } });
    expect(findings(given)).toEqual([
      'config/unknown-service services/api/calls/engine',
      'config/bad-image services/api/image',
      'config/wrong-type services/api/port',
      'config/bad-quantity services/api/resources/cpu',
    ]);
  });

  test('objects without a prototype and of another realm are plain', () => {
    const bare = Object.assign(Object.create(null) as object, { A: '1' });
    expect(findings(service({ env: bare }))).toEqual([]);
  });
});

describe('values of patches', () => {
  const patch = (value: unknown): unknown =>
    service({ patches: [{ kind: 'Deployment', operations: [{ op: 'add', path: '/a', value }] }] });

  test('plain JSON is taken as it is and copied', () => {
    const value = { a: [1, null, { b: 'x' }], __proto__: null };
    const { model } = normalizeAny(patch(value));
    const operation = model?.patches[0]?.operations[0];
    expect(operation).toEqual({ op: 'add', path: '/a', value: { a: [1, null, { b: 'x' }] } });
    expect(operation !== undefined && 'value' in operation && operation.value).not.toBe(value);
  });

  test('what contains itself, once or twice over, is a finding', () => {
    const once: Record<string, unknown> = {};
    once['self'] = once;
    const twice: Record<string, unknown> = {};
    twice['a'] = twice;
    twice['b'] = twice;
    let shared: unknown = 'x';
    for (let level = 0; level < 40; level += 1) shared = [shared, shared];
    for (const value of [once, twice, shared])
      expect(findings(patch(value))).toContain('config/bad-value services/api/patches/0/operations/0');
  });

  test('functions, dates and NaN are findings', () => {
    expect(findings(patch(() => 1))[0]).toContain('config/wrong-type');
    expect(findings(patch({ at: new Date(0) }))[0]).toContain('config/wrong-type');
    expect(findings(patch([Number.NaN]))[0]).toContain('config/number-out-of-range');
  });
});

describe('a document with anything in any place', () => {
  /** The specification with one value, anywhere in it, replaced. */
  function replaced(value: unknown, steps: readonly number[], by: unknown): unknown {
    const [step, ...rest] = steps;
    if (step === undefined || typeof value !== 'object' || value === null) return by;
    if (Array.isArray(value)) {
      const at = step % Math.max(1, value.length);
      return value.map((item: unknown, index) => (index === at ? replaced(item, rest, by) : item));
    }
    const entries = Object.entries(value);
    const at = step % Math.max(1, entries.length);
    return Object.fromEntries(
      entries.map(([key, item], index) => [key, index === at ? replaced(item, rest, by) : item]),
    );
  }

  test('never throws, and gives a Model exactly when no finding is an error, 1,000 times', () => {
    const steps = fc.array(fc.nat(30), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        wellFormedSpec,
        steps,
        fc.anything({ withNullPrototype: true, withSparseArray: true }),
        (given, at, by) => {
          const { model, diagnostics } = normalizeAny(replaced(given, at, by));
          expect(model === null).toBe(diagnostics.some((each) => each.severity === 'error'));
          expect(JSON.parse(canonicalJson(model))).toEqual(model);
        },
      ),
      { seed: 400, numRuns: 1000 },
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('the two doors', () => {
  /** Every member of every record, by its path. */
  function ofShape(shape: Shape, path: string, into: Map<string, string>): Map<string, string> {
    switch (shape.kind) {
      case 'record':
        for (const [name, member] of shape.members) {
          into.set(`${path}/${name}`, member.required === undefined ? 'optional' : 'required');
          ofShape(member.shape, `${path}/${name}`, into);
        }
        break;
      case 'list':
        ofShape(shape.items, `${path}/*`, into);
        break;
      case 'map':
        ofShape(shape.values, `${path}/*`, into);
        break;
      case 'either':
        for (const each of shape.shapes) ofShape(each, path, into);
        break;
      case 'choice':
        into.set(path, `${into.get(path) ?? ''} ${shape.names.toSorted().join('|')}`);
        break;
      case 'text':
      case 'number':
      case 'flag':
      case 'json':
        break;
    }
    return into;
  }

  function ofSchema(schema: Schema, path: string, into: Map<string, string>): Map<string, string> {
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      const at = `${path}/${camelCase(name)}`;
      into.set(at, schema.required?.includes(name) === true ? 'required' : 'optional');
      ofSchema(member, at, into);
    }
    if (schema.enum !== undefined) into.set(path, `${into.get(path) ?? ''} ${[...schema.enum].sort().join('|')}`);
    if (schema.items !== undefined) ofSchema(schema.items, `${path}/*`, into);
    if (typeof schema.additionalProperties === 'object') ofSchema(schema.additionalProperties, `${path}/*`, into);
    return into;
  }

  test('know the same members, the same required ones and the same choices', () => {
    const shape = ofShape(stackShape, '', new Map());
    const schema = ofSchema(stackSchema, '', new Map());
    // The folder may name the stack; patches are free JSON to programs and checked by normalization.
    schema.set('/name', 'required');
    const comparable = (members: Map<string, string>): [string, string][] =>
      [...members].filter(([path]) => !path.includes('/operations/')).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(comparable(shape)).toEqual(comparable(schema));
    expect(shape.size).toBeGreaterThan(100);
  });
});
