import type { Construct } from 'constructs';
import type { ServiceSpec, StackSpec } from '../lib/model/spec';
import type { App } from './app';
import { setDeclaredName } from './declared-name';
import { ExternalService } from './external-service';
import { GeoRegion } from './geo-region';
import { markAsDocument } from './origins';
import { Service } from './service';
import { Stack } from './stack';

/** The tree that a document means: what its author would have written as a program. */
export function fromSpec(app: App, spec: StackSpec): Stack {
  const { name, regions = [], services, externalServices = {}, ...props } = spec;
  const stack = new Stack(app, freeId(app, name), props);
  setDeclaredName(stack, name);
  markAsDocument(stack);
  for (const region of regions) {
    const { id, ...members } = typeof region === 'string' ? { id: undefined, code: region } : region;
    const declared = id ?? members.code ?? '';
    setDeclaredName(new GeoRegion(stack, freeId(stack, declared), members), declared);
  }
  for (const [id, service] of Object.entries(services))
    setDeclaredName(new Service(stack, freeId(stack, id), service satisfies ServiceSpec), id);
  for (const [id, external] of Object.entries(externalServices))
    setDeclaredName(new ExternalService(stack, freeId(stack, id), external), id);
  return stack;
}

/** The name itself where the tree accepts it as an id. */
function freeId(scope: Construct, name: string): string {
  const wanted = name.replaceAll('/', '|') || 'unnamed';
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? wanted : `${wanted}#${count}`;
    if (scope.node.tryFindChild(id) === undefined) return id;
  }
}
