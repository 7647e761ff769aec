import type { Json, JsonObject } from '../../../lib/model/json';
import type { IndexedObject } from './indexed-object';
import { mapAt } from '../../members';
import type { Report, Rule } from './rule';

const mebibyte = 1024 * 1024;
/** etcd's limit for one request, less what the API server adds. */
const largestObject = 1.5 * mebibyte;

/** What etcd stores: a ConfigMap or Secret of at most 1 MiB, any object of at most 1.5 MiB; legal keys of data. */
export const sizes: Rule = ({ objects }, report) => {
  for (const object of objects) {
    if (object.kind === 'ConfigMap' || object.kind === 'Secret') dataOf(object, report);
    const bytes = sizeOf(object.manifest);
    if (bytes > largestObject)
      report(object, '', 'k8s/object-too-large', { subject: object.subject, bytes, limit: largestObject });
  }
};

function dataOf(object: IndexedObject, report: Report): void {
  const { subject } = object;
  let bytes = 0;
  for (const member of ['data', 'binaryData', 'stringData'])
    for (const [key, value] of Object.entries(mapAt(object.manifest, member))) {
      if (typeof value !== 'string') continue;
      if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === '.' || key.startsWith('..'))
        report(object, `${member}/${key}`, 'k8s/illegal-data-key', { subject, key });
      const isBase64 = member === 'binaryData' || (member === 'data' && object.kind === 'Secret');
      bytes += isBase64 ? Math.floor((value.length * 3) / 4) : Buffer.byteLength(value);
    }
  if (bytes > mebibyte) report(object, 'data', 'k8s/object-too-large', { subject, bytes, limit: mebibyte });
}

/** Length of the object as JSON; exact to a few bytes per escaped character, and without making the text. */
function sizeOf(value: Json): number {
  if (typeof value === 'string') return value.length > 200 ? Buffer.byteLength(value) + 2 : value.length + 2;
  if (typeof value !== 'object' || value === null) return 5;
  let size = 2;
  if (Array.isArray(value)) for (const item of value as readonly Json[]) size += sizeOf(item) + 1;
  else {
    const map = value as JsonObject;
    for (const key in map) size += key.length + 4 + sizeOf(map[key] ?? null);
  }
  return size;
}
