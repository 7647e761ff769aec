import { report, type Findings } from './findings';
import { camelCase } from './member-case';
import { clip, quoted } from './clip';
import { otherReading } from './plain-scalar';
import { takes, typesOf, type Schema } from './schema-builder';
import { envValueSchema } from './schema-service';
import { isInexact, type SourceScalar } from './source-tree';
import { childStep, joinPath, namePlace, type Step } from './walk-path';

/**
 * The document as plain data with the members of the specification: snake_case becomes camelCase where the schema names
 * members, keys of the user's own stay. Reports spellings that other readers take for something else. Fits the
 * specification's type only when the schema found nothing; never throws.
 */
export function readSpec(findings: Findings, step: Step): unknown {
  const { node, schema } = step;
  if (node.kind === 'scalar') return readScalar(findings, step, node);
  if (node.kind === 'list')
    return node.items.map((_, index) => {
      const item = childStep(step, String(index));
      return item === undefined ? null : readSpec(findings, item);
    });
  const entries: [string, unknown][] = [];
  for (const { key, keyAt, keyPlain } of node.members.values()) {
    const child = childStep(step, key);
    if (child === undefined) continue;
    const isMember = schema?.properties !== undefined && Object.hasOwn(schema.properties, key);
    if (!isMember && keyPlain && isSchema(schema)) checkReading(findings, keyAt, joinPath(step.path, key), key);
    entries.push([isMember ? camelCase(key) : key, readSpec(findings, child)]);
  }
  return Object.fromEntries(entries);
}

function isSchema(schema: Schema | undefined): boolean {
  return typeof schema?.additionalProperties === 'object';
}

function readScalar(findings: Findings, step: Step, scalar: SourceScalar): unknown {
  const { value, plain, isRefused } = scalar;
  const { at, path, schema } = step;
  if (plain === null || value === null || isRefused === true) return value;
  if (isInexact(scalar)) {
    if (!takes(schema, 'number')) return value;
    const hint = takes(schema, 'string') ? `write ${quoted(plain)} if it is a text` : undefined;
    const found = `${clip(plain)}, which is read as ${describeInexact(Number(value))}`;
    report(
      findings,
      'config/number-out-of-range',
      { at, path, hint },
      { place: namePlace(step), found, range: exactRange },
    );
  } else if (typeof value !== 'string' && schema === envValueSchema && String(value) !== plain) {
    const reading = `"${String(value)}" once it is a text`;
    const parameters = { written: clip(plain), reading, number: String(value), text: quoted(plain) };
    report(findings, 'config/ambiguous-scalar', { at, path }, parameters);
  } else if (typeof value === 'string' && typesOf(schema).includes('string') && schema?.enum === undefined)
    checkReading(findings, at, path, plain);
  return value;
}

const exactRange = 'a finite number, whole numbers at most 9007199254740991';

function describeInexact(value: number): string {
  return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'no number at all' : 'infinity';
}

function checkReading(findings: Findings, at: number, path: string, text: string): void {
  const reading = otherReading(text);
  if (reading === undefined) return;
  report(findings, 'config/unquoted-scalar', { at, path }, { written: clip(text), reading, text: quoted(text) });
}
