import { stronglyConnectedComponents } from '../model/graph';
import type { Model, ServiceNode } from '../model/model';

export interface PlacementOrder {
  /** Callers before the services they call; within a cycle by id. */
  readonly services: readonly ServiceNode[];
  /** Ids of services that call each other in a circle. */
  readonly cycles: readonly (readonly string[])[];
  /** Ids of the services that users call: the public ones, else those that nobody calls. */
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
  return { services, cycles: components.filter((component) => component.length > 1), entries: entryServices(model) };
}

function entryServices(model: Model): ReadonlySet<string> {
  const open = model.services.filter((service) => service.public !== null);
  const called = new Set(model.calls.map((call) => call.to));
  const entries =
    open.length > 0 ? open : model.services.filter((service) => !called.has(service.id) && service.type !== 'job');
  return new Set(entries.map((service) => service.id));
}
