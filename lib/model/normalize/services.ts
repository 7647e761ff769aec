import { sortedBy } from '../compare';
import type { EnvEntry, Health, ObjectPatch, Resources, RegionNode, ServiceNode } from '../model';
import { isEnvironmentName, labelFindings, reservedServiceNames } from '../names';
import { languageOf, presetOf } from '../presets';
import { parseCpuMillis, parseMemoryMiB } from '../quantity';
import type { EnvValueSpec, ObjectPatchSpec, Protocol, ServiceSpec, StackSpec } from '../spec';
import { topologyKindOf } from '../topology-kind';
import { builtinServices } from '../names';
import { numberIn, report, type Findings } from './findings';
import { normalizeGeo, normalizeTier } from './geo';
import { sortedSet } from './regions';

/** The services by id. */
export function normalizeServices(findings: Findings, spec: StackSpec, regions: readonly RegionNode[]): ServiceNode[] {
  const services = Object.entries(spec.services).flatMap(([id, service]) => {
    const path = `services/${id}`;
    const faults = labelFindings('service', id, path);
    findings.diagnostics.push(...faults);
    if (reservedServiceNames.has(id)) report(findings, 'names/reserved', path, { name: id });
    return faults.length > 0 ? [] : [normalizeService(findings, spec, id, service, regions)];
  });
  return sortedBy(services, (service) => service.id);
}

function normalizeService(
  findings: Findings,
  stack: StackSpec,
  id: string,
  spec: ServiceSpec,
  regions: readonly RegionNode[],
): ServiceNode {
  const path = `services/${id}`;
  const framework = spec.framework ?? null;
  const preset = presetOf(framework);
  const protocol = spec.protocol ?? preset.protocol;
  const tier = normalizeTier(findings, spec.tier ?? 'open', stack.tiers ?? {});
  const number = (
    member: 'port' | 'requestsPerSecondPerReplica',
    written: string,
    fallback: number,
    range: Parameters<typeof numberIn>[5],
  ): number =>
    numberIn(findings, `${path}/${member}`, `"${written}" of service "${id}"`, spec[member], fallback, range);
  return {
    id,
    language: languageOf(spec.language),
    framework,
    type: spec.type ?? 'service',
    ...normalizeImage(findings, stack, id, spec),
    port: number('port', 'port', preset.port, { min: 1, max: 65_535, integer: true }),
    protocol,
    command: spec.command ?? [],
    args: spec.args ?? [],
    resources: normalizeResources(findings, id, spec),
    requestsPerSecondPerReplica: number('requestsPerSecondPerReplica', 'requests_per_second_per_replica', 100, {
      min: 0,
      above: true,
    }),
    health: normalizeHealth(spec, protocol),
    autoscale: normalizeAutoscale(findings, id, spec),
    geo: normalizeGeo(findings, id, spec, tier, regions),
    mesh: spec.meshTopology === undefined ? null : topologyKindOf(spec.meshTopology),
    builtins: sortedSet((spec.geoServices ?? []).filter((name) => builtinServices.has(name))),
    tier,
    public: normalizePublic(findings, id, spec),
    env: normalizeEnv(findings, id, spec.env ?? {}),
    writablePaths: normalizePaths(findings, id, spec.writablePaths ?? []),
    origin: { construct: `${stack.name}/${id}` },
  };
}

const imageName =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

function normalizeImage(
  findings: Findings,
  stack: StackSpec,
  id: string,
  spec: ServiceSpec,
): { image: string; pinned: boolean } {
  const image = spec.image ?? `${stack.registry ?? 'registry.local'}/${stack.name}/${id}`;
  const path = `services/${id}/image`;
  const pinned = image.includes('@sha256:');
  if (image.length > 512 || !imageName.test(image)) report(findings, 'config/bad-image', path, { service: id, image });
  else if (!pinned) report(findings, 'config/image-not-pinned', path, { service: id, image });
  return { image, pinned };
}

function normalizeResources(findings: Findings, id: string, { resources }: ServiceSpec): Resources {
  const path = `services/${id}/resources`;
  const quantity = (
    member: string,
    value: number | string,
    parse: (text: string) => number | undefined,
    example: string,
  ): number => {
    const parsed = parse(String(value));
    if (parsed === undefined)
      report(findings, 'config/bad-quantity', `${path}/${member}`, {
        place: `"${member}" of service "${id}"`,
        quantity: String(value),
        example,
      });
    return parsed ?? 1;
  };
  return {
    cpuMillis: quantity('cpu', resources?.cpu ?? '100m', parseCpuMillis, '250m'),
    memoryMiB: quantity('memory', resources?.memory ?? '128Mi', parseMemoryMiB, '256Mi'),
    ephemeralStorageMiB: quantity('ephemeralStorage', resources?.ephemeralStorage ?? '256Mi', parseMemoryMiB, '1Gi'),
  };
}

function normalizeHealth({ health }: ServiceSpec, protocol: Protocol): Health {
  const isHttp = protocol === 'http';
  return {
    startup: health?.startup ?? (isHttp ? '/startupz' : ''),
    readiness: health?.readiness ?? (isHttp ? '/readyz' : ''),
    liveness: health?.liveness ?? (isHttp ? '/livez' : ''),
  };
}

function normalizeAutoscale(findings: Findings, id: string, { autoscale }: ServiceSpec): ServiceNode['autoscale'] {
  if (autoscale === undefined) return null;
  const path = `services/${id}/autoscale`;
  return {
    maxReplicas: numberIn(
      findings,
      `${path}/maxReplicas`,
      `"max_replicas" of service "${id}"`,
      autoscale.maxReplicas,
      1,
      { min: 1, max: 10_000, integer: true },
    ),
    cpuUtilization: numberIn(
      findings,
      `${path}/cpuUtilization`,
      `"cpu_utilization" of service "${id}"`,
      autoscale.cpuUtilization,
      70,
      { min: 1, max: 100, integer: true },
    ),
  };
}

function normalizePublic(findings: Findings, id: string, spec: ServiceSpec): ServiceNode['public'] {
  if (spec.public === undefined || spec.public === false) return null;
  const { hosts = [], path = '/' } = spec.public === true ? {} : spec.public;
  const at = `services/${id}/public`;
  for (const host of hosts)
    if (
      host.length > 253 ||
      !/^(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/.test(host)
    )
      report(findings, 'config/bad-value', `${at}/hosts`, {
        place: `a host of service "${id}"`,
        found: `"${host}"`,
        allowed: 'a lower-case DNS name, such as "shop.example", or "*.shop.example"',
      });
  if (path.length > 1024 || !/^\/[A-Za-z0-9/_.~%-]*$/.test(path))
    report(findings, 'config/bad-value', `${at}/path`, {
      place: `the public path of service "${id}"`,
      found: `"${path}"`,
      allowed: 'an absolute path of letters, digits and "/_.~%-"',
    });
  return { hosts: sortedSet(hosts), path };
}

function normalizeEnv(findings: Findings, id: string, env: Readonly<Record<string, EnvValueSpec>>): EnvEntry[] {
  const entries = Object.entries(env).map(([name, value]): EnvEntry => {
    const path = `services/${id}/env/${name}`;
    if (!isEnvironmentName(name)) report(findings, 'names/illegal-env', path, { service: id, name });
    if (typeof value === 'object') return { kind: 'secret', name, secret: value.secret, key: value.key };
    if (typeof value === 'string' && value !== '' && looksSecret(name, value))
      report(findings, 'config/plain-secret', path, { service: id, name });
    return { kind: 'value', name, value: String(value) };
  });
  return sortedBy(entries, (entry) => entry.name);
}

/** By the name, unless the value is a reference, a path, an address or a number: `TOKEN_FILE`, `KEY_TTL: 60`. */
function looksSecret(name: string, value: string): boolean {
  return (
    /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i.test(name) &&
    !/^\$\(|^[/.]|^\d+$|:\/\//.test(value)
  );
}

function normalizePaths(findings: Findings, id: string, paths: readonly string[]): string[] {
  for (const path of paths)
    if (!/^(?:\/[A-Za-z0-9_.-]+)+$/.test(path) || path.split('/').includes('..'))
      report(findings, 'config/bad-value', `services/${id}/writablePaths`, {
        place: `a writable path of service "${id}"`,
        found: `"${path}"`,
        allowed: 'an absolute path without "..", such as "/tmp"',
      });
  return sortedSet(paths);
}

/** The raw patches of the stack and of its services, in the order in which they are applied. */
export function normalizePatches(findings: Findings, stack: StackSpec, regions: readonly RegionNode[]): ObjectPatch[] {
  const known = new Set(regions.map((region) => region.id));
  const patch = (spec: ObjectPatchSpec, owner: string | null, index: number): ObjectPatch[] => {
    const path = `${owner === null ? '' : `services/${owner}/`}patches/${index}`;
    const name = spec.name ?? owner;
    const place = `patch ${index + 1}${owner === null ? '' : ` of service "${owner}"`}`;
    if (spec.region !== undefined && !known.has(spec.region))
      report(findings, 'config/unknown-region', `${path}/region`, { place, region: spec.region });
    if (name === null) report(findings, 'config/missing', path, { place, member: 'name', example: 'name: api' });
    const construct = owner === null ? stack.name : `${stack.name}/${owner}`;
    return name === null
      ? []
      : [{ region: spec.region ?? null, kind: spec.kind, name, operations: spec.operations, origin: { construct } }];
  };
  const ofServices = sortedBy(Object.entries(stack.services), ([id]) => id).flatMap(([id, service]) =>
    (service.patches ?? []).flatMap((each, index) => patch(each, id, index)),
  );
  return [...(stack.patches ?? []).flatMap((each, index) => patch(each, null, index)), ...ofServices];
}
