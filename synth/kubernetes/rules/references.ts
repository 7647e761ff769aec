import type { Json } from '../../../lib/model/json';
import { nearestName } from '../../../lib/model/nearest-name';
import { itemName } from '../validate/field-path';
import type { IndexedObject } from './indexed-object';
import { at, listAt, mapAt, numberAt, textAt } from '../../members';
import { podField, type Pods } from './pods';
import type { RegionIndex } from './region-index';
import type { Report, Rule } from './rule';

/**
 * What an object refers to by name is among the objects of its region, or is declared to be made elsewhere. Secrets are
 * always made elsewhere: their values never enter the output.
 */
export const references: Rule = (index, report) => {
  const check = new Check(index, report);
  for (const pods of index.pods) podReferences(check, pods);
  for (const set of index.ofKind('StatefulSet'))
    check.named(set, 'spec/serviceName', 'Service', textAt(set.manifest, 'spec', 'serviceName'));
  for (const ingress of index.ofKind('Ingress')) ingressBackends(check, ingress);
  for (const kind of ['RoleBinding', 'ClusterRoleBinding'])
    for (const binding of index.ofKind(kind)) bindingReferences(check, binding);
};

class Check {
  readonly index: RegionIndex;
  readonly report: Report;

  constructor(index: RegionIndex, report: Report) {
    this.index = index;
    this.report = report;
  }

  /** The object of that name in the same namespace; undefined, and reported unless declared external, when absent. */
  named(
    object: IndexedObject,
    field: string,
    kind: string,
    name: string | undefined,
    namespace: string = object.namespace,
  ): IndexedObject | undefined {
    if (name === undefined || name === '') return undefined;
    const found = this.index.find(kind, namespace, name);
    if (found !== undefined) return found;
    missingReference(this.index, this.report, object, field, kind, name, namespace);
    return undefined;
  }

  key(object: IndexedObject, field: string, configMap: IndexedObject | undefined, key: string | undefined): void {
    if (configMap === undefined || key === undefined) return;
    const known = ['data', 'binaryData'].flatMap((member) => Object.keys(mapAt(configMap.manifest, member)));
    if (known.includes(key)) return;
    this.report(object, field, 'k8s/missing-key', {
      subject: object.subject,
      configMap: configMap.name,
      key,
      nearest: nearestName(key, known) ?? null,
    });
  }
}

/** Unless the object declares that what it refers to is made elsewhere. */
export function missingReference(
  index: RegionIndex,
  report: Report,
  object: IndexedObject,
  field: string,
  kind: string,
  name: string,
  namespace: string = object.namespace,
): void {
  if (index.isExternal(object, kind, name)) return;
  const nearest = index.nearest(kind, namespace, name);
  report(object, field, 'k8s/missing-reference', { subject: object.subject, kind, name, nearest });
}

function podReferences(check: Check, pods: Pods): void {
  const { owner, spec } = pods;
  const account = textAt(spec, 'serviceAccountName');
  // Every namespace has this one.
  if (account !== 'default') check.named(owner, podField(pods, 'spec/serviceAccountName'), 'ServiceAccount', account);
  listAt(spec, 'volumes').forEach((volume, position) => {
    const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
    const configMap = at(volume, 'configMap');
    const sources = listAt(volume, 'projected', 'sources');
    if (claim === undefined && configMap === undefined && sources.length === 0) return;
    const field = podField(pods, `spec/volumes/${itemName(volume, position)}`);
    configSource(check, owner, `${field}/configMap`, configMap);
    check.named(owner, `${field}/persistentVolumeClaim/claimName`, 'PersistentVolumeClaim', claim);
    for (const [number, source] of sources.entries())
      configSource(check, owner, `${field}/projected/sources/${number}/configMap`, at(source, 'configMap'));
  });
  for (const container of pods.containers) {
    listAt(container.manifest, 'env').forEach((variable, position) => {
      const source = at(variable, 'valueFrom', 'configMapKeyRef');
      if (source === undefined) return;
      const field = `${container.field}/env/${itemName(variable, position)}/valueFrom/configMapKeyRef`;
      configSource(check, owner, field, source);
    });
    for (const [position, source] of listAt(container.manifest, 'envFrom').entries())
      configSource(check, owner, `${container.field}/envFrom/${position}/configMapRef`, at(source, 'configMapRef'));
  }
}

/** A ConfigMap and those of its keys that are named: one key of a variable, the items of a volume. */
function configSource(check: Check, owner: IndexedObject, field: string, source: Json | undefined): void {
  if (source === undefined || at(source, 'optional') === true) return;
  const configMap = check.named(owner, `${field}/name`, 'ConfigMap', textAt(source, 'name'));
  check.key(owner, `${field}/key`, configMap, textAt(source, 'key'));
  for (const [position, item] of listAt(source, 'items').entries())
    check.key(owner, `${field}/items/${position}/key`, configMap, textAt(item, 'key'));
}

function ingressBackends(check: Check, ingress: IndexedObject): void {
  const backend = (field: string, value: Json | undefined): void => {
    const service = check.named(ingress, `${field}/service/name`, 'Service', textAt(value, 'service', 'name'));
    const port = at(value, 'service', 'port');
    const name = textAt(port, 'name') ?? numberAt(port, 'number');
    if (service !== undefined && name !== undefined)
      servicePort(check.report, ingress, `${field}/service/port`, service, name);
  };
  backend('spec/defaultBackend', at(ingress.manifest, 'spec', 'defaultBackend'));
  for (const [rule, { paths }] of listAt(ingress.manifest, 'spec', 'rules')
    .map((value) => ({ paths: listAt(value, 'http', 'paths') }))
    .entries())
    for (const [position, path] of paths.entries())
      backend(`spec/rules/${rule}/http/paths/${position}/backend`, at(path, 'backend'));
}

/** A Service has the port, by number or by name. */
export function servicePort(
  report: Report,
  object: IndexedObject,
  field: string,
  service: IndexedObject,
  port: number | string,
): void {
  const ports = listAt(service.manifest, 'spec', 'ports');
  const member = typeof port === 'number' ? 'port' : 'name';
  if (ports.some((each) => at(each, member) === port)) return;
  const known = ports.map((each) => String(numberAt(each, 'port') ?? textAt(each, 'name') ?? '')).join(', ');
  report(object, field, 'k8s/unknown-service-port', { subject: object.subject, service: service.name, port, known });
}

function bindingReferences(check: Check, binding: IndexedObject): void {
  // A ClusterRole may be one of those that every cluster has.
  if (textAt(binding.manifest, 'roleRef', 'kind') === 'Role')
    check.named(binding, 'roleRef/name', 'Role', textAt(binding.manifest, 'roleRef', 'name'));
  for (const [position, subject] of listAt(binding.manifest, 'subjects').entries()) {
    if (textAt(subject, 'kind') !== 'ServiceAccount' || textAt(subject, 'name') === 'default') continue;
    const namespace = textAt(subject, 'namespace') ?? binding.namespace;
    const isOurs = check.index.find('Namespace', '', namespace) !== undefined;
    if (isOurs)
      check.named(
        binding,
        `subjects/${itemName(subject, position)}`,
        'ServiceAccount',
        textAt(subject, 'name'),
        namespace,
      );
  }
}
