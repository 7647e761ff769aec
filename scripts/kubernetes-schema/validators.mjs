import { _, Ajv, stringify } from 'ajv';
import { byCodeUnits } from './order.mjs';

/** The formats that the schemas use; what they accept is said in synth/kubernetes/validate/formats.ts. */
const formats = {
  int32: 'number',
  int64: 'number',
  double: 'number',
  quantity: 'string',
  byte: 'string',
  'date-time': 'string',
};

/** Compiles shapes to the source of standalone ajv validators: `id -> { code, constants, uses }`. */
export function compileShapes(schemas) {
  const ajv = new Ajv({
    code: { source: true, formats: _`formats` },
    allErrors: true,
    messages: false,
    inlineRefs: false,
    strict: false,
    strictNumbers: true,
    formats: Object.fromEntries(Object.entries(formats).map(([name, type]) => [name, { type, validate: () => true }])),
    keywords: [members, uniqueBy, boundedPattern],
  });
  for (const [id, schema] of schemas) ajv.addSchema(asMembers(schema), id);
  const compiled = new Map();
  const idOf = new Map();
  for (const id of schemas.keys()) idOf.set(ajv.getSchema(id).source.validateName.str, id);
  for (const id of schemas.keys()) compiled.set(id, sourceOf(ajv.getSchema(id).source, idOf));
  return compiled;
}

/**
 * `properties` and `additionalProperties: false` in one walk over what is there: most members of most objects are
 * absent. The error also says which members are declared.
 */
const members = {
  keyword: 'members',
  type: 'object',
  schemaType: 'object',
  error: { params: ({ params }) => _`{field: ${params.field}, known: ${params.names}}`, message: '' },
  code(context) {
    const { gen, data, schema } = context;
    const declared = Object.keys(schema);
    const names = gen.scopeValue('func', {
      key: `members ${declared.join()}`,
      ref: declared,
      code: stringify(declared),
    });
    gen.forIn('key', data, (field) => {
      gen.if(_`${data}[${field}] !== undefined`, () => {
        for (const [number, member] of declared.entries()) {
          if (number === 0) gen.if(_`${field} === ${member}`);
          else gen.elseIf(_`${field} === ${member}`);
          context.subschema({ keyword: 'members', schemaProp: member, dataProp: member }, gen.name('valid'));
        }
        gen.else();
        context.setParams({ field, names });
        context.error(true);
        gen.endIf();
      });
    });
  },
};

function asMembers(schema) {
  const result = { ...schema };
  for (const member of ['items', 'additionalProperties'])
    if (schema[member] !== undefined) result[member] = asMembers(schema[member]);
  if (schema.properties === undefined) return result;
  delete result.properties;
  result.members = Object.fromEntries(
    Object.entries(schema.properties)
      .map(([member, value]) => [member, asMembers(value)])
      .toSorted(([a], [b]) => byCodeUnits(a, b)),
  );
  return result;
}

/** Items that the API server keys by these members (`x-kubernetes-list-type`) must differ in them. */
const uniqueBy = {
  keyword: 'uniqueBy',
  type: 'array',
  schemaType: 'array',
  error: { params: ({ params }) => _`{keys: ${params.keys}, index: ${params.index}}`, message: '' },
  code(context) {
    const { gen, data, schema } = context;
    const find = gen.scopeValue('func', { key: 'firstDuplicate', ref: uniqueBy, code: _`firstDuplicate` });
    const keys = gen.scopeValue('func', { key: `keys ${schema.join()}`, ref: schema, code: _`${stringify(schema)}` });
    const index = gen.const('index', _`${find}(${data}, ${keys})`);
    gen.if(_`${index} !== -1`, () => {
      context.setParams({ keys, index });
      context.error(true);
    });
  },
};

/** `pattern` for texts up to a length; a longer one does not fit. */
const boundedPattern = {
  keyword: 'boundedPattern',
  type: 'string',
  schemaType: 'object',
  error: { params: ({ params }) => _`{pattern: ${params.pattern}}`, message: '' },
  code(context) {
    const { gen, data, schema } = context;
    const { pattern, longest } = schema;
    const expression = gen.scopeValue('pattern', {
      key: pattern,
      ref: new RegExp(pattern, 'u'),
      code: _`new RegExp(${pattern}, "u")`,
    });
    gen.if(_`${data}.length > ${2 * longest} || !${expression}.test(${data})`, () => {
      context.setParams({ pattern: _`${expression}.source` });
      context.error();
    });
  },
};

function sourceOf({ validateCode, scopeValues }, idOf) {
  const uses = new Set();
  const constants = new Map();
  let code = shorten(validateCode);
  for (const [prefix, names] of Object.entries(scopeValues))
    for (const name of names) {
      const pattern = new RegExp(String.raw`\b${name.str}\b`, 'g');
      if (!pattern.test(code)) continue;
      const { ref, code: value } = name.value;
      if (prefix === 'wrapper' || prefix === 'root')
        code = code.replaceAll(new RegExp(String.raw`\b${name.str}\.validate\b`, 'g'), ref.validateName.str);
      else if (prefix !== 'validate')
        constants.set(name.str, value === undefined ? JSON.stringify(ref) : String(value));
    }
  code = code.replaceAll(/\bvalidate\d+\b/g, (name) => {
    const id = idOf.get(name);
    if (id === undefined) throw new Error(`no shape is compiled to ${name}`);
    uses.add(id);
    return id;
  });
  return { code, constants, uses };
}

/**
 * Drops what nobody reads: the path into the schema, the data around a value. A validator is then called as
 * `validate(value, path)`.
 */
function shorten(code) {
  return code
    .replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/g, '')
    .replaceAll(/\{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}/g, 'instancePath=""')
    .replaceAll(/\{instancePath:?([^{}]*?),parentData:[^{}]*?,rootData\}/g, (all, path) => path || 'instancePath')
    .replaceAll(
      /const (err\d+) = \{instancePath:?([^{}]*?),keyword:("\w+"),params:(\{[^{}]*\})\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}/g,
      (all, name, path, keyword, parameters) =>
        `vErrors = addError(vErrors,${path || 'instancePath'},${keyword},${parameters});`,
    )
    .replaceAll(/\/\*# sourceURL="[^"]*" \*\/;?/g, '');
}
