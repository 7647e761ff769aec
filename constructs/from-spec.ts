import type { Construct } from 'constructs';
import { conform } from '../lib/model/normalize/conform';
import { newFindings } from '../lib/model/normalize/findings';
import type { ExternalServiceSpec, RegionSpec, ServiceSpec, StackSpec } from '../lib/model/spec';
import type { App } from './app';
import { setDeclaredName } from './declared-name';
import { ExternalService } from './external-service';
import { GeoRegion } from './geo-region';
import { markAsDocument } from './origins';
import { Service } from './service';
import { Stack } from './stack';

/** The tree that a document means: what its author would have written as a program. Never throws; `toModel` reports. */
export function fromSpec(app: App, spec: StackSpec): Stack {
  const findings = newFindings();
  const document = conform(findings, spec) ?? { name: 'unnamed', services: {} };
  const { name, regions = [], services, externalServices = {}, ...props } = document;
  const stack = new Stack(app, freeId(app, name), props);
  setDeclaredName(stack, name);
  markAsDocument(stack, findings.diagnostics);
  for (const region of regions) addRegion(stack, region);
  for (const [id, service] of Object.entries<ServiceSpec>(services))
    setDeclaredName(new Service(stack, freeId(stack, id), service), id);
  for (const [id, external] of Object.entries<ExternalServiceSpec>(externalServices))
    setDeclaredName(new ExternalService(stack, freeId(stack, id), external), id);
  return stack;
}

function addRegion(stack: Stack, region: RegionSpec): void {
  const { id, ...props } = typeof region === 'string' ? { code: region, id: undefined } : region;
  const declared = id ?? props.code ?? '';
  setDeclaredName(new GeoRegion(stack, freeId(stack, declared), props), declared);
}

/** The name itself where the tree accepts it as an id: not empty, not taken, no separator, no member of every object. */
function freeId(scope: Construct, name: string): string {
  const wanted = name.replaceAll(/[/\n]/g, '|') || 'unnamed';
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? wanted : `${wanted}#${count}`;
    if (!(id in {}) && scope.node.tryFindChild(id) === undefined) return id;
  }
}
