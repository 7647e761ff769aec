import type { ErrorObject } from 'ajv';
import { nearestName } from '../model/nearest-name';
import { describeNode, describeTypes, repairOf } from './describe';
import { report, type Findings } from './findings';
import { snakeCase } from './member-case';
import { takes, type Schema } from './schema-builder';
import { latitude, longitude } from './schema-values';
import { isInexact } from './source-tree';
import { childStep, joinPath, memberName, namePlace, type Step } from './walk-path';

/** One finding per fault: what follows from a wrong type is left out. */
export function reportViolations(findings: Findings, root: Step, errors: readonly ErrorObject[]): void {
  const wrongType = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath));
  for (const error of errors) {
    if (error.keyword === 'if' || (error.keyword !== 'type' && wrongType.has(error.instancePath))) continue;
    const step = resolve(root, error.instancePath);
    if (!isSettled(step)) reportViolation(findings, step, error);
  }
}

/** Whether another finding says what is wrong with the scalar. */
function isSettled({ node, schema }: Step): boolean {
  return (node.kind === 'scalar' && node.isRefused === true) || (isInexact(node) && takes(schema, 'number'));
}

/** Follows a JSON pointer of the schema validator. */
function resolve(root: Step, pointer: string): Step {
  let step = root;
  for (const segment of pointer.split('/').slice(1)) {
    const child = childStep(step, segment.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (child === undefined) throw new Error(`report-violations: no node at ${pointer}`);
    step = child;
  }
  return step;
}

function reportViolation(findings: Findings, step: Step, error: ErrorObject): void {
  const at = { at: step.at, path: step.path };
  const place = namePlace(step);
  switch (error.keyword) {
    case 'additionalProperties':
      return reportUnknownKey(findings, step, String(error.params['additionalProperty']));
    case 'required':
      return reportMissing(findings, step, String(error.params['missingProperty']));
    case 'type':
      return report(
        findings,
        'config/wrong-type',
        { ...at, hint: repairOf(step.node, step.schema ?? {}) },
        {
          place,
          expected: describeTypes(step.schema ?? {}),
          found: describeNode(step.node),
        },
      );
    case 'enum': {
      const allowed = step.schema?.enum ?? [];
      const hint = suggestion(step.node.kind === 'scalar' ? String(step.node.value) : '', allowed);
      const parameters = { place, found: describeNode(step.node), allowed: `one of ${allowed.join(', ')}` };
      return report(findings, 'config/bad-value', { ...at, hint }, parameters);
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      if (step.schema === latitude || step.schema === longitude) return reportCoordinate(findings, step);
      return report(findings, 'config/number-out-of-range', at, {
        place,
        found: describeNode(step.node),
        range: describeTypes(step.schema ?? {}),
      });
    case 'minLength':
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
      return report(findings, 'config/bad-value', at, {
        place,
        found: describeNode(step.node),
        allowed: describeSize(error),
      });
    default:
      throw new Error(`report-violations: the keyword ${error.keyword} has no text`);
  }
}

/** In the words in which normalization says it of a program. */
function reportCoordinate(findings: Findings, { node, at, path, schema }: Step): void {
  const owner = path.split('/').at(-2) ?? '';
  const place = `${path.startsWith('regions/') ? 'region' : 'demand point'} "${owner}"`;
  const degrees = node.kind === 'scalar' ? Number(node.value) : Number.NaN;
  if (schema === latitude) report(findings, 'geo/latitude-out-of-range', { at, path }, { place, lat: degrees });
  else report(findings, 'geo/longitude-out-of-range', { at, path }, { place, lng: degrees });
}

function describeSize({ keyword, params }: ErrorObject): string {
  const limit = Number(params['limit']);
  if (keyword === 'minLength') return 'a text that is not empty';
  if (keyword === 'minProperties') return `a map of at least ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  const items = `${limit} ${limit === 1 ? 'item' : 'items'}`;
  return keyword === 'minItems' ? `a list of at least ${items}` : `a list of at most ${items}`;
}

function suggestion(name: string, known: readonly string[]): string | undefined {
  const nearest = nearestName(name, known);
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

function reportMissing(findings: Findings, step: Step, member: string): void {
  const schema = step.schema?.properties?.[member];
  const example = schema?.examples?.[0] ?? schema?.enum?.[0] ?? schema?.minimum ?? '...';
  report(
    findings,
    'config/missing',
    { at: step.at, path: joinPath(step.path, memberName(step.schema, member)) },
    { place: namePlace(step), member, example: `${member}: ${flowText(example)}` },
  );
}

/** An example in the brace style of the documents. */
function flowText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${flowText(inner)}`)
    .join(', ')} }`;
}

function reportUnknownKey(findings: Findings, step: Step, key: string): void {
  const known = Object.keys(step.schema?.properties ?? {});
  const at = step.node.kind === 'map' ? (step.node.members.get(key)?.keyAt ?? step.at) : step.at;
  report(
    findings,
    'config/unknown-key',
    { at, path: joinPath(step.path, key), hint: keyHint(step, key, known) },
    { place: namePlace(step), key, known: known.join(', ') },
  );
}

function keyHint(step: Step, key: string, known: readonly string[]): string | undefined {
  const foreign = /[^ -~]/u.exec(key)?.[0];
  const strange =
    foreign === undefined ? '' : `; the key holds U+${codePoint(foreign)}, which looks like another character`;
  const snake = snakeCase(key.trim()).replaceAll(/[- ]/g, '_');
  if (snake !== key && known.includes(snake)) return `did you mean "${snake}"?${strange}`;
  const colon = key.indexOf(':');
  if (colon > 0 && known.includes(key.slice(0, colon))) return `write a blank after the colon of "${key}"`;
  const nearest = suggestion(key, known);
  if (nearest !== undefined) return `${nearest}${strange}`;
  if (/^\d{3}$/.test(key)) return 'write large numbers without commas: 1000000';
  const owner = Object.entries(step.schema?.properties ?? {}).find(([, schema]) => owns(schema, snake));
  if (owner !== undefined) return `"${snake}" is a member of "${owner[0]}"`;
  return strange === '' ? undefined : strange.slice(2);
}

function owns(schema: Schema, member: string): boolean {
  const members = schema.properties ?? schema.items?.properties;
  return members !== undefined && Object.hasOwn(members, member);
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
