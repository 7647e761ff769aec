import { diagnostic, type Diagnostic } from '../../../lib/model/diagnostic';
import type { JsonObject } from '../../../lib/model/json';
import { columns, kinds, unchecked, absent, validators } from '../schema/registry';
import type { IndexedObject } from '../rules/indexed-object';
import { explainError } from './explain-error';
import { unknownKind } from './unknown-kind';
import type { SchemaError, Validator } from './validator';

const loaded = new Map<number, Validator>();
const columnsByKind = new Map(Object.entries(kinds));

/** What the schemas of the given minors say about one object. */
export function schemaFindings(object: IndexedObject, versions: readonly string[]): Diagnostic[] {
  const { apiVersion, kind, manifest } = object;
  const row = columnsByKind.get(`${apiVersion}/${kind}`);
  const common = row?.[0] ?? absent;
  // What every minor accepts, each of them accepts.
  if (common >= 0 && validatorAt(common)(manifest)) return [];
  const { path } = object;
  for (const [field, value] of Object.entries({ apiVersion, kind }))
    if (value === '')
      return [diagnostic('k8s/missing-field', `${path}/${field}`, { field, subject: 'the object', versions: '' })];
  if (row === undefined) return [unknownKind(apiVersion, kind, path)];
  const cells = versions.map((version) => ({ version, cell: row[columnOf(version)] ?? absent }));
  const notServed = cells.filter(({ cell }) => cell === absent).map(({ version }) => version);
  const findings: Diagnostic[] = [];
  if (notServed.length > 0) {
    const served = columns.slice(1).filter((_, index) => (row[index + 1] ?? absent) !== absent);
    const parameters = { apiVersion, kind, versions: listed(notServed), served: listed(served) };
    findings.push(diagnostic('k8s/kind-not-served', path, parameters));
  }
  if (cells.some(({ cell }) => cell === unchecked))
    findings.push(diagnostic('k8s/no-schema', path, { apiVersion, kind }));
  return [...findings, ...errorsByVersion(manifest, path, cells)];
}

interface Cell {
  readonly version: string;
  readonly cell: number;
}

/** Each error once, with the versions that report it where the others do not. */
function errorsByVersion(manifest: JsonObject, path: string, cells: readonly Cell[]): Diagnostic[] {
  const checked = cells.filter(({ cell }) => cell >= 0);
  const found = new Map<string, { error: SchemaError; versions: string[] }>();
  const errorsOf = new Map<number, readonly SchemaError[]>();
  for (const { version, cell } of checked) {
    const errors = errorsOf.get(cell) ?? errorsOfCell(cell, manifest);
    errorsOf.set(cell, errors);
    for (const error of errors) {
      // The declared names differ between versions, the unknown field does not.
      const { known: _known, allowedValues: _allowed, ...params } = error.params;
      const key = JSON.stringify([error.instancePath, error.keyword, params]);
      const entry = found.get(key) ?? { error, versions: [] };
      if (!entry.versions.includes(version)) entry.versions.push(version);
      found.set(key, entry);
    }
  }
  return [...found.values()].map(({ error, versions }) => {
    const some = versions.length === checked.length ? '' : ` in Kubernetes ${listed(versions)}`;
    return explainError(error, { path, manifest, versions: some });
  });
}

function errorsOfCell(cell: number, manifest: JsonObject): readonly SchemaError[] {
  const validate = validatorAt(cell);
  return validate(manifest) ? [] : [...(validate.errors ?? [])];
}

function validatorAt(index: number): Validator {
  const known = loaded.get(index);
  if (known !== undefined) return known;
  const load = validators[index];
  if (load === undefined) throw new Error(`schema registry: no validator ${index}`);
  const validator = load();
  loaded.set(index, validator);
  return validator;
}

function columnOf(version: string): number {
  const column = columns.indexOf(version);
  if (column < 1) throw new Error(`schema registry: no schemas of Kubernetes ${version}`);
  return column;
}

function listed(versions: readonly string[]): string {
  return versions.length === 1
    ? (versions[0] ?? '')
    : `${versions.slice(0, -1).join(', ')} and ${versions.at(-1) ?? ''}`;
}
