import { diagnostic, type Diagnostic } from './diagnostic';
import { sha256Hex } from './sha256';

/** Names that emitted objects of ours already have, or that mean a built-in. */
export const reservedServiceNames: ReadonlySet<string> = new Set([
  'region-router',
  'region-gateway',
  'nearby_devices',
  'default',
  'constructor',
]);

/** Built-in capabilities that `geo_services` may name. */
export const builtinServices: ReadonlySet<string> = new Set(['nearby_devices']);

const longestLabel = 63;

/** Findings on a DNS-1035 label: lower-case letters, digits and dashes, from a letter to a letter or digit. */
export function labelFindings(subject: string, name: string, path: string): Diagnostic[] {
  if (name === '') return [diagnostic('names/empty', path, { subject })];
  if (name.length > longestLabel)
    return [diagnostic('names/too-long', path, { subject, name, length: name.length, limit: longestLabel })];
  if (!/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(name))
    return [diagnostic('names/illegal', path, { subject, name, suggestion: slugOf(name) })];
  return [];
}

/** The nearest legal label: what is not a letter or digit becomes a dash. Longer than 63: the start and a hash of all. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  const label = slug === '' ? `x-${sha256Hex(name).slice(0, 8)}` : slug;
  return label.length <= longestLabel
    ? label
    : `${label.slice(0, longestLabel - 9).replace(/-+$/, '')}-${sha256Hex(name).slice(0, 8)}`;
}

/** C_IDENTIFIER with dots and dashes, as Kubernetes accepts names of environment variables. */
export function isEnvironmentName(name: string): boolean {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name);
}
