import { canonicalJson } from '../canonical-json';
import { compareCodeUnits } from '../compare';
import type { CallEdge } from '../model';
import { builtinServices } from '../names';
import { nearestName } from '../nearest-name';
import type { CallSpec, ServiceSpec, StackSpec } from '../spec';
import { meant, numberIn, report, type At, type Findings } from './findings';
import { isGeoEnabled } from './geo';

/** Services that another names in `geoServices`: they are called at their nearest copy, so they may have several. */
export function nearestTargetsOf(spec: StackSpec): ReadonlySet<string> {
  return new Set(Object.values(spec.services).flatMap((service) => service.geoServices ?? []));
}

/** Every call by caller, then callee. `geoServices` are calls that go to the nearest copy. */
export function normalizeCalls(findings: Findings, spec: StackSpec, nearestTargets: ReadonlySet<string>): CallEdge[] {
  const services = new Map(Object.entries(spec.services));
  const external = new Set(Object.keys(spec.externalServices ?? {}));
  const geoEnabled = new Set(
    [...services].filter(([id, service]) => isGeoEnabled(id, service, nearestTargets)).map(([id]) => id),
  );
  const edges = [...services].flatMap(([from, service]) =>
    declaredCalls(service).flatMap(({ call, member, isNearest }): CallEdge[] => {
      const at = ['services', from, member, call.service];
      if (!checkTarget(findings, at, { from, to: call.service, isNearest, services, external })) return [];
      const nearest = isNearest || geoEnabled.has(call.service);
      return [{ ...callEdge(findings, at, from, call), external: external.has(call.service), nearest }];
    }),
  );
  return mergeDuplicates(findings, edges).sort(
    (a, b) => compareCodeUnits(a.from, b.from) || compareCodeUnits(a.to, b.to),
  );
}

interface DeclaredCall {
  readonly call: CallSpec;
  readonly member: 'calls' | 'geoServices';
  readonly isNearest: boolean;
}

/** A target in both members is one call, with the numbers of `calls`. */
function declaredCalls({ calls = [], geoServices = [] }: ServiceSpec): DeclaredCall[] {
  const nearest = new Set(geoServices.filter((name) => !builtinServices.has(name)));
  const declared = calls.map((call) => (typeof call === 'string' ? { service: call } : call));
  const named = new Set(declared.map((call) => call.service));
  return [
    ...declared.map((call) => ({ call, member: 'calls' as const, isNearest: nearest.has(call.service) })),
    ...[...nearest]
      .filter((name) => !named.has(name))
      .map((name) => ({ call: { service: name }, member: 'geoServices' as const, isNearest: true })),
  ];
}

interface Target {
  readonly from: string;
  readonly to: string;
  readonly isNearest: boolean;
  readonly services: ReadonlyMap<string, ServiceSpec>;
  readonly external: ReadonlySet<string>;
}

function checkTarget(findings: Findings, at: At, { from, to, isNearest, services, external }: Target): boolean {
  const target = services.get(to);
  if (to === from) report(findings, 'config/self-call', at, { service: from });
  else if (target === undefined && !external.has(to)) {
    const known = [...services.keys(), ...external, ...(isNearest ? builtinServices : [])];
    report(findings, 'config/unknown-service', at, { from, service: to }, meant(nearestName(to, known)));
  } else if (target?.type === 'job') report(findings, 'config/job-called', at, { from, to });
  else if (target === undefined && isNearest)
    report(findings, 'config/does-not-apply', ['services', from, 'geoServices', to], {
      place: `"${to}" in "geoServices" of service "${from}"`,
      condition: 'it is an external service: where its copies are is not known',
    });
  else return true;
  return false;
}

function callEdge(findings: Findings, at: At, from: string, call: CallSpec): Omit<CallEdge, 'external' | 'nearest'> {
  const number = (
    member: 'perRequest' | 'bytes' | 'timeoutMs',
    fallback: number,
    range: Parameters<typeof numberIn>[4],
  ): number => numberIn(findings, [...at, member], call[member], fallback, range);
  return {
    from,
    to: call.service,
    perRequest: number('perRequest', 1, { min: 0, above: true, max: 1e6 }),
    bytes: number('bytes', 2048, { min: 0, max: 1e12, integer: true }),
    timeoutMs: number('timeoutMs', 1000, { min: 1, max: 3_600_000, integer: true }),
    idempotent: call.idempotent ?? false,
  };
}

/** The same call twice is one call; two different calls to one target are a fault. */
function mergeDuplicates(findings: Findings, edges: readonly CallEdge[]): CallEdge[] {
  const byPair = new Map<string, CallEdge>();
  for (const edge of edges) {
    const { from, to } = edge;
    const pair = `${from} ${to}`;
    const first = byPair.get(pair);
    if (first === undefined) byPair.set(pair, edge);
    else if (canonicalJson(first) !== canonicalJson(edge))
      report(findings, 'config/duplicate-call', ['services', from, 'calls', to], { from, to });
  }
  return [...byPair.values()];
}
