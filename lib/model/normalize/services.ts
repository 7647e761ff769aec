import { isDnsName } from '../address';
import { sortedBy, sortedSet } from '../compare';
import type { Resources, ServiceNode } from '../model';
import { builtinServices, serviceNameFindings } from '../names';
import { nearestName } from '../nearest-name';
import { frameworkNames, languageOf, presetOf } from '../presets';
import { parseCpuMillis, parseMemoryMiB } from '../quantity';
import type { ServiceSpec, StackSpec } from '../spec';
import { topologyKindOf } from '../topology-kind';
import { normalizeEnvironment, normalizeWritablePaths } from './environment';
import { meant, numberIn, pathOf, placeOf, report, reportValue, type At, type Findings } from './findings';
import { apartOf, normalizeGeo, normalizeTiers, type Apart, type GeoContext, type Tiers } from './geo';
import { normalizeHealth } from './health';
import { normalizeImage, normalizeRegistry } from './image';
import { amount } from './regions';

interface ServiceContext extends GeoContext {
  readonly stack: string;
  readonly registry: string;
  readonly tiers: Tiers;
  readonly apart: Apart;
}

/** The services by id. */
export function normalizeServices(findings: Findings, spec: StackSpec, geo: GeoContext): ServiceNode[] {
  const registry = normalizeRegistry(findings, spec.registry);
  const context = {
    ...geo,
    stack: spec.name,
    registry,
    tiers: normalizeTiers(findings, spec.tiers),
    apart: apartOf(findings, spec),
  };
  const entries = Object.entries(spec.services);
  if (entries.length === 0)
    report(findings, 'config/missing', ['services'], {
      place: 'the stack',
      member: 'services',
      example: "services: { api: { language: 'go' } }",
    });
  const services = entries.map(([id, service]) => {
    findings.diagnostics.push(...serviceNameFindings(id, pathOf(['services', id])));
    return normalizeService(findings, id, service, context);
  });
  return sortedBy(services, (service) => service.id);
}

function normalizeService(findings: Findings, id: string, spec: ServiceSpec, context: ServiceContext): ServiceNode {
  const at = ['services', id];
  const preset = presetOf(normalizeFramework(findings, [...at, 'framework'], spec.framework));
  const protocol = spec.protocol ?? preset.protocol;
  const tier = context.tiers[spec.tier ?? 'open'];
  reportJobMembers(findings, at, spec);
  return {
    id,
    language: languageOf(spec.language),
    framework: spec.framework ?? null,
    type: spec.type ?? preset.type,
    ...normalizeImage(findings, [...at, 'image'], id, spec.image ?? `${context.registry}/${context.stack}/${id}`),
    port: numberIn(findings, [...at, 'port'], spec.port, preset.port, { min: 1, max: 65_535, integer: true }),
    protocol,
    command: spec.command ?? [],
    args: spec.args ?? [],
    resources: normalizeResources(findings, [...at, 'resources'], spec),
    requestsPerSecondPerReplica: numberIn(
      findings,
      [...at, 'requestsPerSecondPerReplica'],
      spec.requestsPerSecondPerReplica,
      100,
      { min: 0, above: true, max: 1e9 },
    ),
    health: normalizeHealth(findings, [...at, 'health'], spec.health, preset, protocol),
    autoscale: normalizeAutoscale(findings, [...at, 'autoscale'], spec, tier.minReplicas),
    geo: normalizeGeo(findings, id, spec, tier, context),
    mesh: spec.meshTopology === undefined ? null : topologyKindOf(spec.meshTopology),
    builtins: sortedSet((spec.geoServices ?? []).filter((name) => builtinServices.has(name))),
    tier,
    public: normalizePublic(findings, [...at, 'public'], spec),
    env: normalizeEnvironment(findings, id, spec.env),
    writablePaths: normalizeWritablePaths(findings, id, spec.writablePaths),
    origin: { construct: `${context.stack}/${id}` },
  };
}

function normalizeFramework(findings: Findings, at: At, framework: string | undefined): string | null {
  if (framework === undefined) return null;
  if (!frameworkNames.includes(framework)) {
    const hint = meant(nearestName(framework.toLowerCase(), frameworkNames));
    report(findings, 'config/unknown-framework', at, { place: placeOf(at), framework }, hint);
  }
  return framework;
}

/** A job ends by itself and serves nobody. */
function reportJobMembers(findings: Findings, at: At, spec: ServiceSpec): void {
  if (spec.type !== 'job') return;
  const isPublic = spec.public !== undefined && spec.public !== false;
  const given = [...(isPublic ? ['public'] : []), ...(spec.autoscale === undefined ? [] : ['autoscale'])];
  for (const member of given)
    report(findings, 'config/does-not-apply', [...at, member], {
      place: placeOf([...at, member]),
      condition: 'the type is "job": it ends by itself and serves nobody',
    });
}

function normalizeResources(findings: Findings, at: At, { resources = {} }: ServiceSpec): Resources {
  const { cpu = '100m', memory = '128Mi', ephemeralStorage = '256Mi' } = resources;
  return {
    cpuMillis: amount(findings, [...at, 'cpu'], cpu, parseCpuMillis(cpu), '250m'),
    memoryMiB: amount(findings, [...at, 'memory'], memory, parseMemoryMiB(memory), '256Mi'),
    ephemeralStorageMiB: amount(
      findings,
      [...at, 'ephemeralStorage'],
      ephemeralStorage,
      parseMemoryMiB(ephemeralStorage),
      '1Gi',
    ),
  };
}

function normalizeAutoscale(
  findings: Findings,
  at: At,
  { autoscale }: ServiceSpec,
  minReplicas: number,
): ServiceNode['autoscale'] {
  if (autoscale === undefined) return null;
  const percent = { min: 1, max: 100, integer: true };
  return {
    maxReplicas: numberIn(findings, [...at, 'maxReplicas'], autoscale.maxReplicas, minReplicas, {
      min: minReplicas,
      max: 10_000,
      integer: true,
    }),
    cpuUtilization: numberIn(findings, [...at, 'cpuUtilization'], autoscale.cpuUtilization, 70, percent),
  };
}

function normalizePublic(findings: Findings, at: At, spec: ServiceSpec): ServiceNode['public'] {
  if (spec.public === undefined || spec.public === false) return null;
  const { hosts = [], path = '/' } = spec.public === true ? {} : spec.public;
  for (const host of hosts)
    if (host !== host.toLowerCase() || !isDnsName(host.replace(/^\*\./, '')))
      reportValue(
        findings,
        [...at, 'hosts'],
        `"${host}"`,
        'made of lower-case DNS names, such as "shop.example" or "*.shop.example"',
      );
  if (path.length > 1024 || !/^\/[\w/.~%-]*$/.test(path))
    reportValue(findings, [...at, 'path'], `"${path}"`, 'an absolute path of letters, digits and "/_.~%-"');
  return { hosts: sortedSet(hosts), path };
}
