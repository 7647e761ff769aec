import { nearestName } from '../../../lib/model/nearest-name';
import { isJsonObject, type JsonObject } from '../../../lib/model/json';
import { at, listAt, mapAt, numberAt, textAt } from '../../members';
import type { Container, Pods } from './pods';
import type { Report, Rule } from './rule';

const handlers = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

/** Exactly one handler on a port that the container has; liveness and readiness ask different questions. */
export const probes: Rule = ({ pods }, report) => {
  for (const each of pods)
    for (const container of each.containers) {
      for (const name of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
        const probe = at(container.manifest, name);
        if (isJsonObject(probe)) check(each, container, name, probe, report);
      }
      distinct(each, container, report);
      if (container.manifest['lifecycle'] === undefined) continue;
      for (const hook of ['postStart', 'preStop']) hookPort(each, container, hook, report);
    }
};

function check({ owner }: Pods, container: Container, name: string, probe: JsonObject, report: Report): void {
  let found = 0;
  for (const handler of handlers) {
    if (probe[handler] === undefined) continue;
    found += 1;
    port(owner, container, name, handler, mapAt(probe, handler), report);
  }
  const field = `${container.field}/${name}`;
  if (found !== 1) {
    const given = handlers.filter((handler) => probe[handler] !== undefined).join(' and ');
    report(owner, field, 'k8s/probe-handler', { subject: owner.subject, field, found: given });
  }
  const successes = numberAt(probe, 'successThreshold') ?? 1;
  if (name === 'readinessProbe' || successes === 1) return;
  const parameters = { subject: owner.subject, probe: name, successes };
  report(owner, `${field}/successThreshold`, 'k8s/probe-success-threshold', parameters);
}

function hookPort({ owner }: Pods, container: Container, hook: string, report: Report): void {
  for (const handler of ['httpGet', 'tcpSocket']) {
    const asked = mapAt(container.manifest, 'lifecycle', hook, handler);
    port(owner, container, `lifecycle/${hook}`, handler, asked, report);
  }
}

/** A named port must be declared; a number need not, but then nothing in the object tells where it comes from. */
function port(
  owner: Pods['owner'],
  container: Container,
  name: string,
  handler: string,
  asked: JsonObject,
  report: Report,
): void {
  const wanted = asked['port'];
  const declared = listAt(container.manifest, 'ports');
  if (
    wanted === undefined ||
    declared.some((each) => at(each, typeof wanted === 'string' ? 'name' : 'containerPort') === wanted)
  )
    return;
  const field = `${container.field}/${name}/${handler}/port`;
  const { subject } = owner;
  if (typeof wanted === 'string') {
    const names = declared.map((each) => textAt(each, 'name')).filter((each) => each !== undefined);
    const nearest = nearestName(wanted, names) ?? null;
    report(owner, field, 'k8s/probe-port', { subject, field, port: wanted, known: names.join(', '), nearest });
  } else if (typeof wanted === 'number') {
    const exists = Number.isInteger(wanted) && wanted >= 1 && wanted <= 65_535;
    report(owner, field, exists ? 'k8s/undeclared-port' : 'k8s/port-out-of-range', { subject, field, port: wanted });
  }
}

function distinct({ owner }: Pods, container: Container, report: Report): void {
  const readiness = textAt(container.manifest, 'readinessProbe', 'httpGet', 'path');
  const liveness = textAt(container.manifest, 'livenessProbe', 'httpGet', 'path');
  if (readiness === undefined || readiness !== liveness) return;
  report(owner, `${container.field}/livenessProbe/httpGet/path`, 'k8s/identical-probes', {
    subject: owner.subject,
    path: liveness,
  });
}
