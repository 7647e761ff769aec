import type { IConstruct } from 'constructs';
import { findRegion, nearestRegionCode } from '../lib/geo/regions';
import { parseDemandCsv } from '../lib/model/demand-csv';
import { parseLatencyCsv } from '../lib/model/latency-csv';
import { diagnostic, hasErrors, sortDiagnostics, type Diagnostic } from '../lib/model/diagnostic';
import { normalize, type Normalized } from '../lib/model/normalize/normalize';
import { resolveDemandCsv } from '../lib/model/resolve-demand-csv';
import type {
  DemandSpec,
  ExternalServiceSpec,
  PlannerSpec,
  RegionObjectSpec,
  ServiceSpec,
  StackSpec,
} from '../lib/model/spec';
import { declaredName } from './declared-name';
import { descendants } from './descendants';
import { ExternalService } from './external-service';
import { GeoRegion } from './geo-region';
import { documentFindings, withOrigins } from './origins';
import { Service } from './service';

/** What is needed of a Stack; apart from its class, which validates itself through this very file. */
export interface StackTree extends IConstruct {
  toSpec(): Omit<StackSpec, 'name' | 'regions' | 'services' | 'externalServices'>;
}

const regionTable = { find: findRegion, nearest: nearestRegionCode };

/** Construct tree -> Model, with every fault found on the way, each with the line of the program it comes from. */
export function toModel(stack: StackTree): Normalized {
  const { spec, diagnostics } = gather(stack);
  const normalized = normalize(spec, regionTable);
  const all = withOrigins(
    stack,
    sortDiagnostics([...documentFindings(stack), ...diagnostics, ...normalized.diagnostics]),
  );
  return { model: hasErrors(all) ? null : normalized.model, diagnostics: all };
}

interface Gathered {
  readonly spec: StackSpec;
  /** Faults of the tree that a document cannot have. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Gathers the tree into the document that would say the same. */
function gather(stack: StackTree): Gathered {
  const diagnostics: Diagnostic[] = [];
  const regions: RegionObjectSpec[] = [];
  const services = new Map<string, ServiceSpec>();
  const externalServices = new Map<string, ExternalServiceSpec>();
  const add = <Spec>(collection: Map<string, Spec>, path: string, subject: string, name: string, spec: Spec): void => {
    if (collection.has(name)) diagnostics.push(diagnostic('names/duplicate', `${path}/${name}`, { subject, name }));
    else collection.set(name, spec);
  };
  for (const construct of descendants(stack)) {
    const name = declaredName(construct);
    if (GeoRegion.isGeoRegion(construct)) regions.push({ ...construct.toSpec(), id: name });
    else if (ExternalService.isExternalService(construct))
      add(externalServices, 'externalServices', 'external service', name, construct.toSpec());
    else if (Service.isService(construct)) {
      add(services, 'services', 'service', name, construct.toSpec());
      diagnostics.push(...foreignCalls(construct, name));
    }
  }
  const { demand, planner, ...own } = stack.toSpec();
  const spec = {
    ...own,
    ...(demand === undefined ? {} : { demand: withPoints(demand, diagnostics) }),
    ...(planner === undefined ? {} : { planner: withMeasured(planner, diagnostics) }),
    name: declaredName(stack),
    regions,
    services: Object.fromEntries(services),
    externalServices: Object.fromEntries(externalServices),
  };
  return { spec, diagnostics };
}

function foreignCalls(service: Service, from: string): Diagnostic[] {
  return service.foreignCalls.map(({ to, stack }) =>
    diagnostic('config/other-stack', `services/${from}/calls/${to}`, { from, to, stack }),
  );
}

/** A `csv` of several lines is the text of a table, not the path of one: what could be read of it becomes points. */
function withPoints(demand: DemandSpec, diagnostics: Diagnostic[]): DemandSpec {
  // A program without types may have passed anything; normalization says so.
  const { csv }: { csv?: unknown } = { ...demand };
  if (typeof csv !== 'string' || !csv.includes('\n')) return demand;
  const resolved = resolveDemandCsv(demand, parseDemandCsv);
  diagnostics.push(...resolved.diagnostics);
  return resolved.demand;
}

/** The same for a table of measured latencies. */
function withMeasured(planner: PlannerSpec, diagnostics: Diagnostic[]): PlannerSpec {
  const { latency } = { ...planner };
  if (typeof latency?.measured !== 'string' || !latency.measured.includes('\n')) return planner;
  const { measured, diagnostics: faults } = parseLatencyCsv(latency.measured);
  diagnostics.push(...faults);
  return { ...planner, latency: { ...latency, measured } };
}
