import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';

interface Published {
  readonly kubernetes: Readonly<Record<string, { kinds: Record<string, string>; definitions: Record<string, object> }>>;
  readonly gateway: Readonly<Record<string, object>>;
}

const published = JSON.parse(
  brotliDecompressSync(readFileSync(join(__dirname, '..', 'fixtures', 'published-schemas.json.br'))).toString(),
) as Published;

/** What the document says in prose only: these two take numbers as well. */
const inProse = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { oneOf: [{ type: 'string' }, { type: 'integer' }] },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { oneOf: [{ type: 'string' }, { type: 'number' }] },
};

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

export const publishedMinors = Object.keys(published.kubernetes);

/** ajv over the schemas as Kubernetes publishes them: it takes unknown fields and looks at no formats. */
export function publishedValidator(minor: string): (kind: string) => ValidateFunction {
  const source = published.kubernetes[minor];
  if (source === undefined) throw new Error(`no published schemas of ${minor}`);
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'kubernetes', definitions: { ...source.definitions, ...inProse } });
  const compiled = new Map<string, ValidateFunction>();
  return (kind) => {
    const known = compiled.get(kind);
    if (known !== undefined) return known;
    const gateway = published.gateway[kind];
    const schema = { $ref: `kubernetes#/definitions/${source.kinds[kind] ?? objectMeta}` };
    // A custom resource definition leaves the metadata to Kubernetes.
    const custom = { allOf: [gateway, { properties: { metadata: schema } }] };
    const validate = ajv.compile(gateway === undefined ? schema : custom);
    compiled.set(kind, validate);
    return validate;
  };
}

/** Every name of a field in the published schemas; keys of free maps such as labels are not among them. */
export function publishedFieldNames(minor: string): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { properties } = value as { properties?: unknown };
    if (typeof properties === 'object' && properties !== null)
      for (const name of Object.keys(properties)) names.add(name);
    for (const member of Object.values(value)) collect(member);
  };
  collect(published.kubernetes[minor]?.definitions);
  collect(published.gateway);
  return names;
}
