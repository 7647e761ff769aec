import { nearestName } from '../../../lib/model/nearest-name';
import type { JsonObject } from '../../../lib/model/json';
import { at, isMap, listAt, mapAt, numberAt, textAt } from './members';
import type { Container, Pods } from './pods';
import type { Report, Rule } from './rule';

const handlers = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

/** Exactly one handler on a port that the container has; liveness and readiness ask different questions. */
export const probes: Rule = ({ pods }, report) => {
  for (const each of pods)
    for (const container of each.containers) {
      for (const name of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
        const probe = at(container.manifest, name);
        if (isMap(probe)) check(each, container, name, probe, report);
      }
      distinct(each, container, report);
      for (const hook of ['postStart', 'preStop']) hookPort(each, container, hook, report);
    }
};

function check({ owner }: Pods, container: Container, name: string, probe: JsonObject, report: Report): void {
  const { subject } = owner;
  const field = `${container.field}/${name}`;
  const found = handlers.filter((handler) => probe[handler] !== undefined);
  if (found.length !== 1) report(owner, field, 'k8s/probe-handler', { subject, field, found: found.join(' and ') });
  for (const handler of found) port(owner, container, `${field}/${handler}`, mapAt(probe, handler), report);
  const successes = numberAt(probe, 'successThreshold') ?? 1;
  if (name !== 'readinessProbe' && successes !== 1)
    report(owner, `${field}/successThreshold`, 'k8s/probe-success-threshold', { subject, probe: name, successes });
}

function hookPort({ owner }: Pods, container: Container, hook: string, report: Report): void {
  for (const handler of ['httpGet', 'tcpSocket'])
    port(
      owner,
      container,
      `${container.field}/lifecycle/${hook}/${handler}`,
      mapAt(container.manifest, 'lifecycle', hook, handler),
      report,
    );
}

/** A named port must be declared; a number need not, but then nothing in the object tells where it comes from. */
function port(owner: Pods['owner'], container: Container, field: string, handler: JsonObject, report: Report): void {
  const { subject } = owner;
  const declared = listAt(container.manifest, 'ports');
  const name = textAt(handler, 'port');
  const number = numberAt(handler, 'port');
  const place = `${field}/port`;
  if (name !== undefined) {
    const names = declared.map((each) => textAt(each, 'name')).filter((each) => each !== undefined);
    if (!names.includes(name))
      report(owner, place, 'k8s/probe-port', {
        subject,
        field: place,
        port: name,
        known: names.join(', '),
        nearest: nearestName(name, names) ?? null,
      });
  } else if (number !== undefined) {
    if (!Number.isInteger(number) || number < 1 || number > 65_535)
      report(owner, place, 'k8s/port-out-of-range', { subject, field: place, port: number });
    else if (!declared.some((each) => numberAt(each, 'containerPort') === number))
      report(owner, place, 'k8s/undeclared-port', { subject, field: place, port: number });
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
