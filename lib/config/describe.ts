import { clip, quoted } from './clip';
import { typesOf, type Schema, type SchemaType } from './schema-builder';
import type { SourceNode } from './source-tree';

/** What a value is, in words: `the text "http"`, `the number 5`, `a list`. */
export function describeNode(node: SourceNode): string {
  if (node.kind === 'map') return node.members.size === 0 ? 'an empty map' : 'a map';
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : `a list of ${node.items.length}`;
  const { value, plain } = node;
  if (value === null) return plain === null || plain === '' ? 'nothing' : `nothing (${clip(plain)})`;
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${quoted(value)}`;
  return typeof value === 'number' ? `the number ${clip(plain ?? String(value))}` : String(value);
}

/** In the order in which they are listed. */
const typeWords: Readonly<Record<SchemaType, string>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'a text',
  array: 'a list',
  object: 'a map',
};
const typeOrder = Object.keys(typeWords);

/** What a member takes, in words, with the range of numbers: `a whole number from 1 to 65535`. */
export function describeTypes(schema: Schema): string {
  const types = typesOf(schema).toSorted((a, b) => typeOrder.indexOf(a) - typeOrder.indexOf(b));
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`;
  const words = types.map((type) =>
    type === 'number' || type === 'integer' ? describeNumber(schema, type) : typeWords[type],
  );
  const last = words.at(-1) ?? 'a value';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function describeNumber(schema: Schema, type: 'number' | 'integer'): string {
  const { minimum, exclusiveMinimum, maximum } = schema;
  const word = typeWords[type];
  if (minimum !== undefined)
    return maximum === undefined ? `${word}, at least ${minimum}` : `${word} from ${minimum} to ${maximum}`;
  if (exclusiveMinimum === undefined) return word;
  const above = `${word} above ${exclusiveMinimum}`;
  return maximum === undefined ? above : `${above} and at most ${maximum}`;
}

const yes = /^(?:y|yes|on)$/i;
const no = /^(?:n|no|off)$/i;

/** What to write instead of a value of the wrong type, when that can be told. */
export function repairOf(node: SourceNode, schema: Schema): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  const { value, plain } = node;
  const types = typesOf(schema);
  if (value === null) return 'give it a value, or remove the key';
  if (types.includes('string') && plain !== null && typeof value !== 'string') return `write ${quoted(plain)}`;
  if (typeof value !== 'string') return types.includes('array') ? `write [${String(value)}]` : undefined;
  if (types.includes('boolean')) return yes.test(value) ? 'write true' : no.test(value) ? 'write false' : undefined;
  if (types.includes('number') || types.includes('integer')) return repairNumber(value);
  if (types.includes('array')) return `write [${plain === null ? quoted(value) : clip(plain)}]`;
  const [only, ...others] = schema.required ?? [];
  return only !== undefined && others.length === 0
    ? `write { ${only}: ${plain === null ? quoted(value) : clip(plain)} }`
    : undefined;
}

function repairNumber(text: string): string | undefined {
  const digits = text
    .trim()
    .replaceAll('_', '')
    .replace(/^(-?\d+),(\d+)$/, '$1.$2');
  const isNumber = digits !== '' && digits.length < 30 && Number.isFinite(Number(digits));
  return isNumber ? `write ${Number(digits)}` : undefined;
}
