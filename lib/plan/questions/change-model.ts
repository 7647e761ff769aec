import { findRegion, nearestRegionCode } from '../../geo/regions';
import { compareCodeUnits } from '../../model/compare';
import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import type { DemandNode, Model, RegionNode, ServiceNode } from '../../model/model';
import { nearestName } from '../../model/nearest-name';
import { meant } from '../../model/normalize/findings';
import { quotedList } from '../../model/quoted-list';
import { staticCandidates } from '../candidates';
import { knownRegionNodes } from '../fixes/known-regions';
import { withAddedRegions } from '../fixes/apply-fix';

export interface Pin {
  readonly service: string;
  readonly region: string;
}

/** What is asked: what if the stack were like this. */
export interface Change {
  readonly lose: readonly string[];
  /** Codes of the bundled region table. */
  readonly add: readonly string[];
  /** Times the requests of today. */
  readonly demandFactor: number;
  readonly force: readonly Pin[];
  readonly forbid: readonly Pin[];
}

export interface Changed {
  /** Null where the change names what is not there. */
  readonly model: Model | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The Model with all changes made; what is unknown is reported at once. Forced regions are the caller's to plan with. */
export function changeModel(model: Model, change: Change): Changed {
  const added = addedRegions(model, change.add);
  const grown = withAddedRegions(model, null, added.regions);
  const pins = [...change.force, ...change.forbid];
  const diagnostics = [
    ...added.diagnostics,
    ...[...change.lose, ...pins.map(({ region }) => region)].flatMap((region) => unknownRegion(grown, region)),
    ...pins.flatMap(({ service }) => unknownService(model, service)),
  ];
  if (diagnostics.length > 0) return { model: null, diagnostics };
  const lost = new Set(change.lose);
  const smaller = withoutRegions(grown, lost);
  const changed = {
    ...smaller,
    services: smaller.services.map((service) => withoutPins(service, change.forbid)),
    demand: scaled(smaller.demand, change.demandFactor),
  };
  const refused = change.force.flatMap((pin) => notAdmitted(changed, pin, change));
  return refused.length > 0 ? { model: null, diagnostics: refused } : { model: changed, diagnostics: [] };
}

function addedRegions(model: Model, codes: readonly string[]): { regions: RegionNode[]; diagnostics: Diagnostic[] } {
  const known = new Map(codes.length === 0 ? [] : knownRegionNodes(model).map((region) => [region.id, region]));
  const regions: RegionNode[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const code of new Set(codes)) {
    const region = known.get(code);
    if (region === undefined) diagnostics.push(notAddable(code));
    else regions.push({ ...region, gateway: region.gateway ?? `${region.slug}.invalid` });
  }
  return { regions, diagnostics };
}

function notAddable(region: string): Diagnostic {
  if (findRegion(region) !== undefined) return diagnostic('question/present-region', '--add', { region });
  return diagnostic('question/unknown-code', { path: '--add', hint: meant(nearestRegionCode(region)) }, { region });
}

function unknownRegion({ regions }: Model, region: string): Diagnostic[] {
  const ids = regions.map(({ id }) => id);
  if (ids.includes(region)) return [];
  const known = quotedList(ids);
  const hint = meant(nearestName(region, ids));
  return [diagnostic('question/unknown-region', { path: region, hint }, { region, known })];
}

/** Whether a question names a service of the stack. */
export function unknownService({ services }: Model, service: string): Diagnostic[] {
  const ids = services.map(({ id }) => id);
  if (ids.includes(service)) return [];
  const known = quotedList(ids);
  const hint = meant(nearestName(service, ids));
  return [diagnostic('question/unknown-service', { path: service, hint }, { service, known })];
}

/** The services that could run everywhere may run everywhere that is left. */
function withoutRegions(model: Model, lost: ReadonlySet<string>): Model {
  if (lost.size === 0) return model;
  const isLeft = (id: string): boolean => !lost.has(id);
  const { topology, planner } = model;
  return {
    ...model,
    regions: model.regions.filter(({ id }) => isLeft(id)),
    services: model.services.map((service) => {
      const candidates = service.geo.candidates.filter(isLeft);
      return { ...service, geo: { ...service.geo, candidates } };
    }),
    topology: {
      ...topology,
      hubs: topology.hubs.filter(isLeft),
      links: topology.links.filter(([a, b]) => isLeft(a) && isLeft(b)),
    },
    planner: {
      ...planner,
      latency: { measured: planner.latency.measured.filter(({ from, to }) => isLeft(from) && isLeft(to)) },
    },
    patches: model.patches.filter(({ region }) => region === null || isLeft(region)),
  };
}

function withoutPins(service: ServiceNode, forbid: readonly Pin[]): ServiceNode {
  const gone = new Set(forbid.filter((pin) => pin.service === service.id).map(({ region }) => region));
  if (gone.size === 0) return service;
  const candidates = service.geo.candidates.filter((id) => !gone.has(id)).toSorted(compareCodeUnits);
  return { ...service, geo: { ...service.geo, candidates } };
}

function scaled(demand: DemandNode, factor: number): DemandNode {
  if (demand.kind === 'none' || factor === 1) return demand;
  const requestsPerSecond = demand.requestsPerSecond * factor;
  if (demand.kind === 'cities') return { ...demand, requestsPerSecond };
  const points = demand.points.map((point) => ({ ...point, requestsPerSecond: point.requestsPerSecond * factor }));
  return { ...demand, requestsPerSecond, points };
}

function notAdmitted(model: Model, { service: id, region }: Pin, { lose, forbid }: Change): Diagnostic[] {
  const service = model.services.find((each) => each.id === id);
  if (service === undefined || staticCandidates(model, service).has(region)) return [];
  const isForbidden = forbid.some((pin) => pin.service === id && pin.region === region);
  const reason = lose.includes(region)
    ? '--lose takes it away'
    : isForbidden
      ? '--forbid says so'
      : 'a rule, the tier or its capacity excludes it';
  return [diagnostic('question/not-admitted', '--force', { service: id, region, reason })];
}
