import { findRegion, nearestRegionCode } from '../lib/geo/regions';
import { parseDemandCsv } from '../lib/model/demand-csv';
import { diagnostic, hasErrors, type Diagnostic } from '../lib/model/diagnostic';
import { normalize, type Normalized } from '../lib/model/normalize/normalize';
import type { DemandSpec, ExternalServiceSpec, RegionObjectSpec, ServiceSpec, StackSpec } from '../lib/model/spec';
import { declaredName } from './declared-name';
import { ExternalService } from './external-service';
import { GeoRegion } from './geo-region';
import { Service } from './service';
import type { Stack } from './stack';

const regionTable = { find: findRegion, nearest: nearestRegionCode };

/** Construct tree -> Model, with every fault found on the way. */
export function toModel(stack: Stack): Normalized {
  const { spec, diagnostics } = toSpec(stack);
  const normalized = normalize(spec, regionTable);
  const all = [...diagnostics, ...normalized.diagnostics];
  return { model: hasErrors(all) ? null : normalized.model, diagnostics: all };
}

/** Gathers the tree into the document that would say the same. */
function toSpec(stack: Stack): { spec: StackSpec; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const regions: RegionObjectSpec[] = [];
  const services = new Map<string, ServiceSpec>();
  const externalServices = new Map<string, ExternalServiceSpec>();
  const add = <Spec>(
    collection: Map<string, Spec>,
    kind: 'services' | 'externalServices',
    name: string,
    spec: Spec,
  ): void => {
    if (collection.has(name))
      diagnostics.push(
        diagnostic('names/duplicate', `${kind}/${name}`, {
          subject: kind === 'services' ? 'service' : 'external service',
          name,
        }),
      );
    else collection.set(name, spec);
  };
  for (const construct of stack.node.findAll()) {
    const name = declaredName(construct);
    if (GeoRegion.isGeoRegion(construct)) regions.push({ ...construct.toSpec(), id: name });
    else if (Service.isService(construct)) add(services, 'services', name, construct.toSpec());
    else if (ExternalService.isExternalService(construct))
      add(externalServices, 'externalServices', name, construct.props);
  }
  const { demand, ...own } = stack.toSpec();
  const located = demand === undefined ? {} : { demand: withPoints(demand, diagnostics) };
  const spec = {
    ...own,
    ...located,
    name: declaredName(stack),
    regions,
    services: Object.fromEntries(services),
    externalServices: Object.fromEntries(externalServices),
  };
  return { spec, diagnostics };
}

/** The text of a demand table as points. */
function withPoints(demand: DemandSpec, diagnostics: Diagnostic[]): DemandSpec {
  const { csv, ...rest } = demand;
  if (csv === undefined) return demand;
  const parsed = parseDemandCsv(csv);
  diagnostics.push(...parsed.diagnostics);
  return { ...rest, points: parsed.points };
}
