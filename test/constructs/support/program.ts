import { App } from '../../../constructs/app';
import { ExternalService } from '../../../constructs/external-service';
import { GeoRegion } from '../../../constructs/geo-region';
import { Service } from '../../../constructs/service';
import { Stack } from '../../../constructs/stack';
import type { RegionSpec, ServiceSpec, StackSpec } from '../../../lib/model/spec';

/** Numbers from 0 to 1 that decide order and style; the same for the same seed. */
export function choices(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

export function shuffled<Item>(items: readonly Item[], next: () => number): Item[] {
  return items
    .map((item) => ({ item, place: next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Lists whose order means nothing. */
const sets = new Set(
  'regions points calls hubs links ends waivers versions residency allow deny geoServices zones jurisdiction failureDomains writablePaths hosts countries cidrs'.split(
    ' ',
  ),
);

/** What says the same with the members of every object, and the items of lists without an order, in another order. */
export function reordered<Value>(value: Value, next: () => number, member = ''): Value {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => reordered(item, next, member === 'links' ? 'ends' : ''));
    return (sets.has(member) ? shuffled(items, next) : items) as Value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = shuffled(Object.entries(value), next).map(([name, inner]) => [name, reordered(inner, next, name)]);
  return Object.fromEntries(entries) as Value;
}

/** What a person could have written instead of the document: constructs in any order, verbs instead of props. */
export function program(spec: StackSpec, next: () => number): Stack {
  const { name, regions = [], services, externalServices = {}, ...props } = reordered(spec, next);
  const isVerbose = next() < 0.5;
  const { patches = [], ...rest } = props;
  const stack = new Stack(new App(), name, isVerbose ? rest : props);
  if (isVerbose)
    for (const { kind, name: object = '', operations, region } of patches)
      stack.addPatch(kind, object, operations, region);

  const built = new Map<string, Service | ExternalService>();
  const later: (() => void)[] = [];
  const declarations = [
    ...regions.map((region) => () => void addRegion(stack, region)),
    ...Object.entries(externalServices).map(
      ([id, external]) =>
        () =>
          void built.set(id, new ExternalService(stack, id, external)),
    ),
    ...Object.entries(services).map(
      ([id, service]) =>
        () =>
          void later.push(...addService(stack, built, id, service, next)),
    ),
  ];
  for (const declare of shuffled(declarations, next)) declare();
  for (const declare of shuffled(later, next)) declare();
  return stack;
}

function addRegion(stack: Stack, region: RegionSpec): GeoRegion {
  if (typeof region === 'string') return GeoRegion.of(stack, region);
  const { id, code, ...props } = region;
  if (id === undefined) return GeoRegion.of(stack, code ?? '', props);
  return new GeoRegion(stack, id, code === undefined ? props : { ...props, code });
}

/** Declares a service; what it calls is declared later, when all services are there. */
function addService(
  stack: Stack,
  built: Map<string, Service | ExternalService>,
  id: string,
  spec: ServiceSpec,
  next: () => number,
): (() => void)[] {
  const { calls = [], env = {}, patches = [], ...props } = spec;
  if (next() < 0.3) {
    built.set(id, new Service(stack, id, spec));
    return [];
  }
  const service = new Service(stack, id, props);
  built.set(id, service);
  for (const [name, value] of shuffled(Object.entries(env), next)) service.addEnv(name, value);
  for (const { kind, operations, ...options } of patches) service.addPatch(kind, operations, options);
  return calls.map((call) => () => {
    const { service: to, ...options } = typeof call === 'string' ? { service: call } : call;
    const target = built.get(to);
    if (target === undefined) throw new Error(`no construct ${to}`);
    if (next() < 0.5) service.calls(target, options);
    else service.addCall(target, options);
  });
}
