import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostic';
import type { Model } from '../model';
import { namespaceFindings } from '../names';
import type { StackSpec } from '../spec';
import { nearestTargetsOf, normalizeCalls } from './calls';
import { conform } from './conform';
import { normalizeDemand } from './demand';
import { normalizeExternalServices } from './external-services';
import { newFindings, type Findings } from './findings';
import { normalizePatches } from './patches';
import { normalizePlanner } from './planner';
import { normalizeRegions, regionIds, type RegionTable } from './regions';
import { normalizeServices } from './services';
import { normalizeEmail, normalizeKubernetes, normalizeOwner, normalizeRouter, normalizeWaivers } from './settings';
import { normalizeTopology, reportMeshMismatch } from './topology';

export interface Normalized {
  /** Null when there is an error. */
  readonly model: Model | null;
  /** Sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * StackSpec -> Model: defaults, references, canonical order; every fault at once. Never throws, whatever a program
 * without types passes; linear in the document.
 */
export function normalize(given: StackSpec, table: RegionTable): Normalized {
  const findings = newFindings();
  const spec = conform(findings, given);
  const model = spec === null ? null : build(findings, spec, table);
  const diagnostics = sortDiagnostics(findings.diagnostics);
  return { model: hasErrors(diagnostics) ? null : model, diagnostics };
}

function build(findings: Findings, spec: StackSpec, table: RegionTable): Model {
  findings.diagnostics.push(...namespaceFindings(spec.name, 'name', 'stack'));
  const declared = spec.regions ?? [];
  const ids = regionIds(declared);
  const regions = normalizeRegions(findings, spec.name, declared, table);
  const topology = normalizeTopology(findings, spec.topology, ids, declared.length);
  const nearestTargets = nearestTargetsOf(spec);
  const services = normalizeServices(findings, spec, { regions, regionIds: ids, nearestTargets });
  reportMeshMismatch(findings, topology, services, declared.length);
  return {
    kind: 'model',
    version: 1,
    name: spec.name,
    owner: normalizeOwner(findings, spec),
    email: normalizeEmail(findings, spec.email),
    topology,
    regions,
    services,
    externalServices: normalizeExternalServices(findings, spec),
    calls: normalizeCalls(findings, spec, nearestTargets),
    demand: normalizeDemand(findings, spec.demand),
    kubernetes: normalizeKubernetes(findings, spec),
    planner: normalizePlanner(findings, spec.planner),
    router: normalizeRouter(findings, spec),
    patches: normalizePatches(findings, spec, ids),
    waivers: normalizeWaivers(findings, spec),
    origin: { construct: spec.name },
  };
}
