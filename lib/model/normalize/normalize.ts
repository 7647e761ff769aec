import { compareCodeUnits, sortedBy } from '../compare';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostic';
import { catalogue } from '../diagnostics/catalogue';
import type {
  ExternalServiceNode,
  KubernetesNode,
  Model,
  RegionNode,
  RouterNode,
  TopologyNode,
  Waiver,
} from '../model';
import { labelFindings } from '../names';
import { nearestName } from '../nearest-name';
import type { StackSpec } from '../spec';
import { topologyKindOf } from '../topology-kind';
import { normalizeCalls } from './calls';
import { normalizeDemand } from './demand';
import { numberIn, report, type Findings } from './findings';
import { normalizeRegions, sortedSet, type RegionTable } from './regions';
import { normalizePatches, normalizeServices } from './services';

export interface Normalized {
  /** Null when there is an error. */
  readonly model: Model | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** StackSpec -> Model: defaults, references, canonical order; every fault at once. Linear in the document. */
export function normalize(spec: StackSpec, table: RegionTable): Normalized {
  const findings: Findings = { diagnostics: labelFindings('stack', spec.name, 'name') };
  const regions = normalizeRegions(findings, spec.name, spec.regions ?? [], table);
  const model: Model = {
    kind: 'model',
    version: 1,
    name: spec.name,
    owner: normalizeOwner(findings, spec),
    email: spec.email ?? null,
    topology: normalizeTopology(findings, spec, regions),
    regions,
    services: normalizeServices(findings, spec, regions),
    externalServices: normalizeExternal(findings, spec),
    calls: normalizeCalls(findings, spec),
    demand: normalizeDemand(findings, spec.demand),
    kubernetes: normalizeKubernetes(findings, spec),
    planner: {
      waitingUsdPerHour: numberIn(
        findings,
        'planner/waitingUsdPerHour',
        '"waiting_usd_per_hour"',
        spec.planner?.waitingUsdPerHour,
        0.1,
        { min: 0, max: 1e6 },
      ),
      targetUtilisation: numberIn(
        findings,
        'planner/targetUtilisation',
        '"target_utilisation"',
        spec.planner?.targetUtilisation,
        0.8,
        { min: 0, above: true, max: 1 },
      ),
    },
    router: normalizeRouter(findings, spec, regions),
    patches: normalizePatches(findings, spec, regions),
    waivers: normalizeWaivers(findings, spec),
    origin: { construct: spec.name },
  };
  const diagnostics = sortDiagnostics(findings.diagnostics);
  return { model: hasErrors(diagnostics) ? null : model, diagnostics };
}

function normalizeOwner(findings: Findings, spec: StackSpec): string {
  const owner = spec.owner ?? spec.name;
  if (owner.length > 63 || !/^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/.test(owner))
    report(findings, 'config/bad-value', 'owner', {
      place: '"owner"',
      found: `"${owner}"`,
      allowed: 'a label value: at most 63 letters, digits, "-", "_", "."',
    });
  return owner;
}

function normalizeTopology(findings: Findings, { topology }: StackSpec, regions: readonly RegionNode[]): TopologyNode {
  if (topology === undefined) {
    if (regions.length > 1) report(findings, 'config/missing-topology', 'topology', { regions: regions.length });
    return { kind: 'mesh', survive: 0, hubs: [], links: [] };
  }
  const ids = regions.map((region) => region.id);
  const check = (member: 'hubs' | 'links', region: string): void => {
    if (!ids.includes(region))
      report(
        findings,
        'config/unknown-region',
        `topology/${member}`,
        { place: `"${member}" of the topology`, region },
        nearestName(region, ids),
      );
  };
  for (const hub of topology.hubs ?? []) check('hubs', hub);
  for (const link of topology.links ?? []) for (const end of link) check('links', end);
  const links = (topology.links ?? []).map(([a, b]): readonly [string, string] =>
    compareCodeUnits(a, b) <= 0 ? [a, b] : [b, a],
  );
  return {
    kind: topologyKindOf(topology.kind),
    survive: numberIn(findings, 'topology/survive', '"survive" of the topology', topology.survive, 0, {
      min: 0,
      max: 2,
      integer: true,
    }),
    hubs: sortedSet(topology.hubs ?? []),
    links: sortedBy(links, ([a, b]) => `${a} ${b}`),
  };
}

function normalizeExternal(findings: Findings, spec: StackSpec): ExternalServiceNode[] {
  const nodes = Object.entries(spec.externalServices ?? {}).map(([id, external]): ExternalServiceNode => {
    const path = `externalServices/${id}`;
    findings.diagnostics.push(...labelFindings('external service', id, path));
    if (Object.hasOwn(spec.services, id)) report(findings, 'names/duplicate', path, { subject: 'service', name: id });
    if (external.host.length > 253 || !/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(external.host))
      report(findings, 'config/bad-value', `${path}/host`, {
        place: `"host" of external service "${id}"`,
        found: `"${external.host}"`,
        allowed: 'an IPv4 address or a DNS name',
      });
    for (const cidr of external.cidrs ?? [])
      if (!/^(?:\d{1,3}(?:\.\d{1,3}){3}\/(?:[12]?\d|3[0-2])|[0-9a-fA-F:]+\/(?:\d{1,2}|1[01]\d|12[0-8]))$/.test(cidr))
        report(findings, 'config/bad-value', `${path}/cidrs`, {
          place: `a CIDR of external service "${id}"`,
          found: `"${cidr}"`,
          allowed: 'a block such as "10.20.0.0/24"',
        });
    return {
      id,
      host: external.host,
      port: numberIn(findings, `${path}/port`, `"port" of external service "${id}"`, external.port, 1, {
        min: 1,
        max: 65_535,
        integer: true,
      }),
      protocol: external.protocol ?? 'tcp',
      cidrs: sortedSet(external.cidrs ?? ['0.0.0.0/0']),
      origin: { construct: `${spec.name}/${id}` },
    };
  });
  return sortedBy(nodes, (node) => node.id);
}

const supportedVersions = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'] as const;

function normalizeKubernetes(findings: Findings, spec: StackSpec): KubernetesNode {
  const versions = sortedSet(spec.kubernetes?.versions ?? supportedVersions);
  for (const version of versions)
    if (!supportedVersions.some((each) => each === version))
      report(findings, 'config/bad-value', 'kubernetes/versions', {
        place: 'a Kubernetes version',
        found: `"${version}"`,
        allowed: supportedVersions.map((each) => `"${each}"`).join(', '),
      });
  const namespace = spec.kubernetes?.namespace ?? spec.name;
  if (namespace !== spec.name)
    findings.diagnostics.push(...labelFindings('namespace', namespace, 'kubernetes/namespace'));
  return { namespace, versions, gatewayClass: spec.kubernetes?.gatewayClass ?? 'envoy' };
}

/** Upstream images by tag; the user pins them, or a mirror, with `router.image`. */
const routerImages = {
  envoy: 'docker.io/envoyproxy/envoy:distroless-v1.36.2',
  haproxy: 'docker.io/library/haproxy:3.2-alpine',
} as const;

function normalizeRouter(findings: Findings, { router }: StackSpec, regions: readonly RegionNode[]): RouterNode {
  const egress = router?.egress ?? 'envoy';
  const image = router?.image ?? routerImages[egress];
  if (regions.length > 1 && !image.includes('@sha256:'))
    report(findings, 'config/image-not-pinned', 'router/image', { service: 'region-router', image });
  return { egress, image, tlsSecret: router?.tlsSecret ?? 'region-gateway-tls' };
}

function normalizeWaivers(findings: Findings, spec: StackSpec): Waiver[] {
  const waivers = (spec.waivers ?? []).map(({ code, path, reason }): Waiver => ({ code, path, reason }));
  for (const { code, reason } of waivers) {
    const known = Object.entries(catalogue).some(([each, entry]) => each === code && entry.severity === 'warning');
    if (!known)
      report(
        findings,
        'config/waiver-unknown-code',
        `waivers/${code}`,
        { code },
        nearestName(code, Object.keys(catalogue)),
      );
    if (reason.trim() === '')
      report(findings, 'config/missing', `waivers/${code}`, {
        place: `the waiver of "${code}"`,
        member: 'reason',
        example: 'reason: rebuilt every night',
      });
  }
  return sortedBy(waivers, (waiver) => `${waiver.code} ${waiver.path}`);
}
