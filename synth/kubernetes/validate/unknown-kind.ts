import { compareCodeUnits } from '../../../lib/model/compare';
import { diagnostic, type Diagnostic } from '../../../lib/model/diagnostic';
import { nearestName } from '../../../lib/model/nearest-name';
import { kinds } from '../schema/registry';

/** A kind without an entry in the registry: misspelt in a group that we know, or of a custom resource. */
export function unknownKind(apiVersion: string, kind: string, path: string): Diagnostic {
  const known = Object.keys(kinds);
  const ofVersion = kindsOf(known, apiVersion);
  if (ofVersion.length === 0 && !isBuiltInGroup(known, apiVersion))
    return diagnostic('k8s/no-schema', path, { apiVersion, kind });
  return diagnostic('k8s/unknown-kind', path, { apiVersion, kind, nearest: suggestion(known, apiVersion, kind) });
}

function kindsOf(known: readonly string[], apiVersion: string): string[] {
  return known.filter((key) => key.startsWith(`${apiVersion}/`)).map((key) => key.slice(apiVersion.length + 1));
}

/** Groups without a dot are reserved for Kubernetes, as is everything below k8s.io that it serves itself. */
function isBuiltInGroup(known: readonly string[], apiVersion: string): boolean {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return true;
  const group = apiVersion.slice(0, slash);
  return !group.includes('.') || known.some((key) => key.startsWith(`${group}/`));
}

/** The same kind elsewhere, else the nearest kind of the same apiVersion, else the nearest of all. */
function suggestion(known: readonly string[], apiVersion: string, kind: string): string | null {
  const elsewhere = known.filter((key) => key.endsWith(`/${kind}`)).toSorted(currentFirst);
  const here = nearestName(kind, kindsOf(known, apiVersion));
  const found = elsewhere[0] ?? (here === undefined ? undefined : `${apiVersion}/${here}`);
  if (found !== undefined) return spelled(found);
  const names = new Map(
    known
      .toSorted(currentFirst)
      .toReversed()
      .map((key) => [key.slice(key.lastIndexOf('/') + 1), key]),
  );
  const nearest = nearestName(kind, names.keys());
  const key = nearest === undefined ? undefined : names.get(nearest);
  return key === undefined ? null : spelled(key);
}

/** Versions whose schema is vendored are the current ones; then stable versions; then by code units. */
function currentFirst(a: string, b: string): number {
  return rank(a) - rank(b) || compareCodeUnits(a, b);
}

function rank(key: string): number {
  if (kinds[key]?.some((cell) => cell >= 0) === true) return 0;
  return /\/v\d+(?:alpha|beta)\d+\//.test(key) ? 2 : 1;
}

function spelled(key: string): string {
  const slash = key.lastIndexOf('/');
  return `${key.slice(slash + 1)} of "${key.slice(0, slash)}"`;
}
