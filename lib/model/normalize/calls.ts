import { canonicalJson } from '../canonical-json';
import { compareCodeUnits } from '../compare';
import type { CallEdge } from '../model';
import { builtinServices } from '../names';
import { nearestName } from '../nearest-name';
import type { CallSpec, ServiceSpec, StackSpec } from '../spec';
import { numberIn, report, type Findings } from './findings';

/** Every call by caller, then callee. `geo_services` are calls that go to the nearest copy. */
export function normalizeCalls(findings: Findings, spec: StackSpec): CallEdge[] {
  const targets = new Set([...Object.keys(spec.services), ...Object.keys(spec.externalServices ?? {})]);
  const external = new Set(Object.keys(spec.externalServices ?? {}));
  const edges = Object.entries(spec.services).flatMap(([from, service]) =>
    callsOf(service).flatMap(({ call, nearest }) => {
      const path = `services/${from}/calls/${call.service}`;
      if (call.service === from) report(findings, 'config/self-call', path, { service: from });
      else if (!targets.has(call.service))
        report(
          findings,
          'config/unknown-service',
          path,
          { from, service: call.service },
          nearestName(call.service, targets),
        );
      else return [callEdge(findings, from, call, { external: external.has(call.service), nearest })];
      return [];
    }),
  );
  return mergeDuplicates(findings, edges).sort(
    (a, b) => compareCodeUnits(a.from, b.from) || compareCodeUnits(a.to, b.to),
  );
}

interface DeclaredCall {
  readonly call: CallSpec;
  readonly nearest: boolean;
}

function callsOf(service: ServiceSpec): DeclaredCall[] {
  const nearest = new Set((service.geoServices ?? []).filter((name) => !builtinServices.has(name)));
  const declared = (service.calls ?? []).map((call) => (typeof call === 'string' ? { service: call } : call));
  const named = new Set(declared.map((call) => call.service));
  return [
    ...declared.map((call) => ({ call, nearest: nearest.has(call.service) })),
    ...[...nearest].filter((name) => !named.has(name)).map((name) => ({ call: { service: name }, nearest: true })),
  ];
}

function callEdge(
  findings: Findings,
  from: string,
  call: CallSpec,
  kind: Pick<CallEdge, 'external' | 'nearest'>,
): CallEdge {
  const path = `services/${from}/calls/${call.service}`;
  const place = (member: string): string => `"${member}" of the call from "${from}" to "${call.service}"`;
  return {
    from,
    to: call.service,
    ...kind,
    perRequest: numberIn(findings, `${path}/perRequest`, place('per_request'), call.perRequest, 1, {
      min: 0,
      above: true,
      max: 1e6,
    }),
    bytes: numberIn(findings, `${path}/bytes`, place('bytes'), call.bytes, 2048, { min: 0, max: 1e12, integer: true }),
    timeoutMs: numberIn(findings, `${path}/timeoutMs`, place('timeout_ms'), call.timeoutMs, 1000, {
      min: 1,
      max: 3_600_000,
      integer: true,
    }),
    idempotent: call.idempotent ?? false,
  };
}

/** The same call twice is one call; two different calls to one target are a fault. */
function mergeDuplicates(findings: Findings, edges: readonly CallEdge[]): CallEdge[] {
  const byPair = new Map<string, CallEdge>();
  for (const edge of edges) {
    const pair = `${edge.from} ${edge.to}`;
    const first = byPair.get(pair);
    if (first === undefined) byPair.set(pair, edge);
    else if (canonicalJson(first) !== canonicalJson(edge))
      report(findings, 'config/duplicate-call', `services/${edge.from}/calls/${edge.to}`, {
        from: edge.from,
        to: edge.to,
      });
  }
  return [...byPair.values()];
}
