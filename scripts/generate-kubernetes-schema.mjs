// Writes synth/kubernetes/schema/: strict validators of the Kubernetes minors and of the Gateway API, generated from
// their published schemas.
//
//   go mod download k8s.io/kubernetes@v1.36.0 k8s.io/api@v0.36.0 sigs.k8s.io/gateway-api@v1.4.1   (each minor)
//   node scripts/generate-kubernetes-schema.mjs "$(go env GOMODCACHE)"
//
// The OpenAPI document gives fields and types, the Go types the enumerations that it lacks, the custom resource
// definitions the Gateway API. Equal schemas of different minors and kinds are compiled once (shapes.mjs) and grouped
// by who needs them (modules.mjs), so that loading the validator of one kind loads nothing else.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGatewayApi } from './kubernetes-schema/custom-resources.mjs';
import { readMinor } from './kubernetes-schema/definitions.mjs';
import { writeFixture } from './kubernetes-schema/fixture.mjs';
import { intersectMinors } from './kubernetes-schema/intersect.mjs';
import { gatewayRelease, minors } from './kubernetes-schema/kinds.mjs';
import { groupShapes, moduleText, registryText } from './kubernetes-schema/modules.mjs';
import { Shapes } from './kubernetes-schema/shapes.mjs';
import { compileShapes } from './kubernetes-schema/validators.mjs';
import { root } from './steps.mjs';

const modules = process.argv[2];
if (modules === undefined) throw new Error('name the Go module cache');

/** The column of the registry for what every minor accepts. */
const inAll = 'all';
const shapes = new Shapes();
/** One entry per kind and the minors in which it has this node. */
const roots = [];
const served = new Map();
const sources = new Map(minors.map((minor) => [minor, readMinor(modules, minor)]));
for (const [minor, { closed, roots: kinds, served: all }] of sources) {
  for (const kind of all) served.set(kind, [...(served.get(kind) ?? []), minor]);
  for (const [kind, name] of kinds)
    roots.push({ kind, minor, key: shapes.add(minor, name, (each) => closed.get(each)) });
}
const common = intersectMinors([...sources.values()].map(({ closed }) => closed));
for (const [kind, name] of sources.get(minors[0]).roots)
  if (served.get(kind).length === minors.length)
    roots.push({ kind, minor: inAll, key: shapes.add(inAll, name, (each) => common.get(each)) });
const gateway = readGatewayApi(modules);
for (const kind of gateway.served) served.set(kind, [...minors]);
for (const list of served.values()) if (list.length === minors.length) list.push(inAll);
for (const [kind, schema] of gateway.schemas) {
  const key = shapes.addInline(gatewayRelease, kind, schema, (name) => common.get(name));
  for (const minor of [inAll, ...minors]) roots.push({ kind, minor, key });
}

const schemas = shapes.classify();
const compiled = compileShapes(schemas);
const entries = roots.map(({ kind, minor, key }) => ({ kind, minor, id: shapes.ids.get(key) }));
const groups = groupShapes(entries, compiled);

const folder = join(root, 'synth/kubernetes/schema');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let bytes = 0;
for (const group of groups.values()) {
  const text = await moduleText(group, compiled, groups);
  bytes += text.length;
  writeFileSync(join(folder, `${group.name}.ts`), text);
}
writeFileSync(join(folder, 'registry.ts'), registryText(entries, groups, served, [inAll, ...minors]));
const fixture = join(root, 'test/synth/kubernetes/validate/fixtures/published-schemas.json.br');
writeFixture(fixture, sources, gateway.published);
process.stdout.write(`${schemas.size} shapes of ${shapes.nodes.size} in ${groups.size} modules, ${bytes} bytes\n`);
