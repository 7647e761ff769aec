import { diagnostic, type Diagnostic } from './diagnostic';
import { sha256Hex } from './sha256';

/** Built-in capabilities that `geoServices` may name. */
export const builtinServices: ReadonlySet<string> = new Set(['nearby_devices']);

/** Names of objects that the emitted manifests hold beside the services. */
const ownObjects: ReadonlySet<string> = new Set(['region-router', 'region-gateway', 'default']);

/** Devices of Windows: a file of that name, with whatever extension, cannot be made there. */
const windowsDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

const longestLabel = 63;

/** What no name of whatever kind may be. */
function commonFindings(subject: string, name: string, path: string): Diagnostic[] {
  if (name === '') return [diagnostic('names/empty', path, { subject })];
  const foreign = foreignCharacter(name);
  if (foreign !== undefined)
    return [diagnostic('names/foreign-character', path, { subject, name, character: foreign })];
  const reserved = (owner: string): Diagnostic[] => [diagnostic('names/reserved', path, { subject, name, owner })];
  if (name in {}) return reserved('a member that JavaScript gives every object');
  return windowsDevice.test(slugOf(name)) ? reserved('a device of Windows') : [];
}

function lengthFindings(subject: string, name: string, path: string): Diagnostic[] {
  return name.length > longestLabel
    ? [diagnostic('names/too-long', path, { subject, name, length: name.length, limit: longestLabel })]
    : [];
}

/** A DNS-1035 label: lower-case letters, digits and dashes, from a letter to a letter or digit. */
export function labelFindings(subject: string, name: string, path: string): Diagnostic[] {
  const common = commonFindings(subject, name, path);
  if (common.length > 0) return common;
  if (!/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(name))
    return [diagnostic('names/illegal', path, { subject, name, suggestion: slugOf(name) })];
  return lengthFindings(subject, name, path);
}

/** A label that no emitted object of ours has. */
export function serviceNameFindings(name: string, path: string): Diagnostic[] {
  const subject = 'service';
  if (builtinServices.has(name))
    return [diagnostic('names/reserved', path, { subject, name, owner: 'a built-in of geoServices' })];
  if (ownObjects.has(name))
    return [diagnostic('names/reserved', path, { subject, name, owner: 'an object beside the services' })];
  return labelFindings(subject, name, path);
}

/** A label outside of what Kubernetes keeps for itself. */
export function namespaceFindings(name: string, path: string, subject = 'namespace'): Diagnostic[] {
  return name.startsWith('kube-')
    ? [diagnostic('names/reserved', path, { subject, name, owner: 'a namespace of Kubernetes' })]
    : labelFindings(subject, name, path);
}

/** An id that is readable and safe in paths and messages; file and object names are made of its slug. */
export function regionNameFindings(name: string, path: string): Diagnostic[] {
  const common = commonFindings('region', name, path);
  if (common.length > 0) return common;
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9:._-]*[A-Za-z0-9])?$/.test(name))
    return [diagnostic('names/illegal-region', path, { name, suggestion: slugOf(name) })];
  return lengthFindings('region', name, path);
}

/** The first character that is not printable ASCII, as `U+0430`: it may look like one that is, or not be seen at all. */
function foreignCharacter(name: string): string | undefined {
  const found = /[^ -~]/u.exec(name)?.[0];
  return found === undefined
    ? undefined
    : `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
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

/** Letters, digits, `_`, `-` and `.`, not a digit first: what Kubernetes accepts as the name of a variable. */
export function isEnvironmentName(name: string): boolean {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name.length <= 253;
}

/** A DNS-1123 subdomain: the name of a Secret or of a GatewayClass. */
export function isSubdomain(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}

/** What a label's value may be, except empty. */
export function isLabelValue(text: string): boolean {
  return text.length <= longestLabel && /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/.test(text);
}
