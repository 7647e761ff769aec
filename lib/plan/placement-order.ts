import { stronglyConnectedComponents } from '../model/graph';
import type { Model, ServiceNode } from '../model/model';

export interface PlacementOrder {
  /** Callers before the services they call; within a cycle by id. */
  readonly services: readonly ServiceNode[];
  /** Ids of services that call each other in a circle. */
  readonly cycles: readonly (readonly string[])[];
  /**
   * Ids of the services that users call: the public ones, else those that nobody calls but jobs and the services of
   * their own circle. Never a job, unless it is public.
   */
  readonly entries: ReadonlySet<string>;
}

export function placementOrder(model: Model): PlacementOrder {
  const byId = new Map(model.services.map((service) => [service.id, service]));
  const callees = new Map<string, string[]>();
  for (const call of model.calls) {
    const known = callees.get(call.from) ?? [];
    known.push(call.to);
    callees.set(call.from, known);
  }
  const components = stronglyConnectedComponents({
    nodes: [...byId.keys()],
    successors: (node) => callees.get(node) ?? [],
  });
  const services = components.toReversed().flatMap((component) => component.flatMap((id) => byId.get(id) ?? []));
  const cycles = components.filter((component) => component.length > 1);
  return { services, cycles, entries: entryServices(model, components) };
}

function entryServices(model: Model, components: readonly (readonly string[])[]): ReadonlySet<string> {
  const open = model.services.filter((service) => service.public !== null);
  if (open.length > 0) return new Set(open.map(({ id }) => id));
  const componentOf = new Map(components.flatMap((component) => component.map((id) => [id, component] as const)));
  const candidates = model.services.filter(({ type }) => type !== 'job').map(({ id }) => id);
  const callers = new Set(candidates);
  const called = new Set(
    model.calls
      .filter(({ from, to }) => callers.has(from) && componentOf.get(from) !== componentOf.get(to))
      .flatMap(({ to }) => componentOf.get(to) ?? []),
  );
  return new Set(candidates.filter((id) => !called.has(id)));
}
