import type { Json } from '../../../lib/model/json';
import type { IndexedObject } from './indexed-object';
import { at, listAt, numberAt, textAt } from '../../members';
import type { RegionIndex } from './region-index';
import { missingReference, servicePort } from './references';
import { filterFaults, filterLists, redirects, replacesPrefix } from './route-filters';
import { pathFault } from './route-paths';
import type { Report, Rule } from './rule';

const mostMatches = 128;

/** What the CEL rules of Gateway API 1.4 ask of HTTPRoutes and GRPCRoutes; parents and back ends exist. */
export const routes: Rule = (index, report) => {
  for (const kind of ['HTTPRoute', 'GRPCRoute'])
    for (const route of index.ofKind(kind)) {
      parents(index, route, report);
      const rules = listAt(route.manifest, 'spec', 'rules');
      const matches = rules.reduce<number>((sum, rule) => sum + listAt(rule, 'matches').length, 0);
      if (matches > mostMatches)
        report(route, 'spec/rules', 'k8s/route-limit', { subject: route.subject, matches, limit: mostMatches });
      for (const [position, rule] of rules.entries()) {
        const field = `spec/rules/${position}`;
        matchForms(route, field, rule, report);
        filters(route, field, rule, report);
        timeouts(route, field, rule, report);
        for (const [number, backend] of listAt(rule, 'backendRefs').entries())
          backendService(index, route, `${field}/backendRefs/${number}`, backend, report);
      }
    }
};

/** Several references to one Gateway each name another of its listeners. */
function parents(index: RegionIndex, route: IndexedObject, report: Report): void {
  const sections = new Map<string, (string | undefined)[]>();
  for (const [position, parent] of listAt(route.manifest, 'spec', 'parentRefs').entries()) {
    const kind = textAt(parent, 'kind') ?? 'Gateway';
    const name = textAt(parent, 'name') ?? '';
    const namespace = textAt(parent, 'namespace') ?? route.namespace;
    const key = JSON.stringify([textAt(parent, 'group') ?? '', kind, name, namespace]);
    const section = JSON.stringify([textAt(parent, 'sectionName') ?? '', numberAt(parent, 'port') ?? 0]);
    const known = sections.get(key) ?? [];
    sections.set(key, [...known, section]);
    const isOurs = namespace === route.namespace && kind === 'Gateway';
    const gateway = index.find(kind, namespace, name);
    if (isOurs && gateway === undefined)
      missingReference(index, report, route, `spec/parentRefs/${position}/name`, kind, name);
    if (known.includes(section) || (known.length > 0 && (section === '["",0]' || known.includes('["",0]'))))
      report(route, `spec/parentRefs/${position}`, 'k8s/route-parents', { subject: route.subject, gateway: name });
    const listener = textAt(parent, 'sectionName');
    const listeners = listAt(gateway?.manifest, 'spec', 'listeners').map((each) => textAt(each, 'name') ?? '');
    if (gateway !== undefined && listener !== undefined && !listeners.includes(listener))
      report(route, `spec/parentRefs/${position}/sectionName`, 'k8s/route-listener', {
        subject: route.subject,
        gateway: name,
        listener,
        known: listeners.join(', '),
      });
  }
}

function matchForms(route: IndexedObject, field: string, rule: Json, report: Report): void {
  const { subject } = route;
  for (const [position, match] of listAt(rule, 'matches').entries()) {
    const place = `${field}/matches/${position}`;
    const path = textAt(match, 'path', 'value') ?? '/';
    const fault = textAt(match, 'path', 'type') === 'RegularExpression' ? null : pathFault(path);
    if (fault !== null) report(route, `${place}/path/value`, 'k8s/route-path', { subject, path, rule: fault });
    const method = at(match, 'method');
    if (route.kind !== 'GRPCRoute' || method === undefined) continue;
    const service = textAt(method, 'service');
    const name = textAt(method, 'method');
    const isExact = (textAt(method, 'type') ?? 'Exact') === 'Exact';
    const methodFault =
      service === undefined && name === undefined
        ? 'must have a service, a method or both'
        : isExact && service !== undefined && !/^\.?[a-z_]\w*(?:\.[a-z_]\w*)*$/i.test(service)
          ? `has the service "${service}", which must be a name of protobuf such as "shop.v1.Cart"`
          : isExact && name !== undefined && !/^[A-Za-z_]\w*$/.test(name)
            ? `has the method "${name}", which must be a name of protobuf such as "GetCart"`
            : null;
    if (methodFault !== null) report(route, `${place}/method`, 'k8s/route-method', { subject, rule: methodFault });
  }
}

function filters(route: IndexedObject, field: string, rule: Json, report: Report): void {
  const refuse = (place: string, fault: string): void =>
    report(route, place, 'k8s/route-filter', { subject: route.subject, field: place, rule: fault });
  const matches = listAt(rule, 'matches');
  const onePrefix =
    matches.length === 0 ||
    (matches.length === 1 && (textAt(matches[0], 'path', 'type') ?? 'PathPrefix') === 'PathPrefix');
  for (const { field: list, filters: all } of filterLists(rule)) {
    const place = `${field}/${list}`;
    for (const fault of filterFaults(all)) refuse(fault.field === '' ? place : `${place}/${fault.field}`, fault.rule);
    if (replacesPrefix(all) && !onePrefix)
      refuse(place, 'must not replace a prefix unless the rule has exactly one match, of type PathPrefix');
  }
  if (redirects(listAt(rule, 'filters')) && listAt(rule, 'backendRefs').length > 0)
    refuse(`${field}/filters`, 'must not redirect in a rule with backendRefs, which would never be called');
}

function timeouts(route: IndexedObject, field: string, rule: Json, report: Report): void {
  const request = textAt(rule, 'timeouts', 'request');
  const backendRequest = textAt(rule, 'timeouts', 'backendRequest');
  if (request === undefined || backendRequest === undefined) return;
  const whole = milliseconds(request);
  if (whole === 0 || milliseconds(backendRequest) <= whole) return;
  report(route, `${field}/timeouts`, 'k8s/route-timeouts', { subject: route.subject, request, backendRequest });
}

const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Of a duration of GEP-2257, such as `1m30s`. */
function milliseconds(duration: string): number {
  return [...duration.matchAll(/(\d+)(ms|h|m|s)/g)].reduce(
    (sum, [, n, unit = '']) => sum + Number(n) * (unitMs[unit] ?? 0),
    0,
  );
}

function backendService(index: RegionIndex, route: IndexedObject, field: string, backend: Json, report: Report): void {
  const kind = textAt(backend, 'kind') ?? 'Service';
  if (kind !== 'Service' || (textAt(backend, 'group') ?? '') !== '') return;
  const name = textAt(backend, 'name') ?? '';
  const namespace = textAt(backend, 'namespace') ?? route.namespace;
  const port = numberAt(backend, 'port');
  if (port === undefined)
    report(route, `${field}/port`, 'k8s/route-backend-port', { subject: route.subject, service: name });
  if (namespace !== route.namespace) return;
  const service = index.find(kind, namespace, name);
  if (service === undefined) missingReference(index, report, route, `${field}/name`, kind, name);
  else if (port !== undefined) servicePort(report, route, `${field}/port`, service, port);
}
