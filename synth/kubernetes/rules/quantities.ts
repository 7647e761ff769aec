import type { Json, JsonObject } from '../../../lib/model/json';
import { describe } from '../validate/describe';
import { itemName } from '../validate/field-path';
import { amountOf, type Amount } from './amount';
import type { IndexedObject } from './indexed-object';
import { at, listAt, mapAt, textAt } from '../../members';
import { podField, type Pods } from './pods';
import type { Report, Rule } from './rule';

/** Amounts of resources: not negative, no finer than can be counted, requests within limits. */
export const quantities: Rule = (index, report) => {
  for (const pods of index.pods) podQuantities(pods, report);
  for (const quota of index.ofKind('ResourceQuota')) {
    const hard = mapAt(quota.manifest, 'spec', 'hard');
    amounts(quota, 'spec/hard', hard, report);
    for (const resource of Object.keys(hard)) {
      if (!resource.startsWith('requests.')) continue;
      const limit = `limits.${resource.slice('requests.'.length)}`;
      if (isAbove(hard[resource], hard[limit]))
        refuse(quota, 'spec/hard', [resource, hard[resource]], [limit, hard[limit]], report);
    }
  }
  for (const limits of index.ofKind('LimitRange')) limitRange(limits, report);
  for (const claim of index.ofKind('PersistentVolumeClaim'))
    requirements(claim, 'spec/resources', mapAt(claim.manifest, 'spec', 'resources'), report);
};

function podQuantities(pods: Pods, report: Report): void {
  for (const { field, manifest } of pods.containers) {
    const resources = mapAt(manifest, 'resources');
    requirements(pods.owner, `${field}/resources`, resources, report);
  }
  listAt(pods.spec, 'volumes').forEach((volume, index) => {
    const sizeLimit = at(volume, 'emptyDir', 'sizeLimit');
    if (sizeLimit === undefined) return;
    const field = podField(pods, `spec/volumes/${itemName(volume, index)}/emptyDir`);
    amounts(pods.owner, field, { sizeLimit }, report);
  });
}

function requirements(object: IndexedObject, field: string, resources: JsonObject, report: Report): void {
  const requests = mapAt(resources, 'requests');
  const limits = mapAt(resources, 'limits');
  amounts(object, `${field}/requests`, requests, report);
  amounts(object, `${field}/limits`, limits, report);
  for (const resource of Object.keys(requests))
    if (isAbove(requests[resource], limits[resource]))
      refuse(
        object,
        field,
        [`requests/${resource}`, requests[resource]],
        [`limits/${resource}`, limits[resource]],
        report,
      );
}

/** The order that the API server asks for: min <= defaultRequest <= default <= max. */
function limitRange(limits: IndexedObject, report: Report): void {
  for (const [index, item] of listAt(limits.manifest, 'spec', 'limits').entries()) {
    const field = `spec/limits/${textAt(item, 'type') ?? index}`;
    const steps = ['min', 'defaultRequest', 'default', 'max'].map((name) => ({ name, values: mapAt(item, name) }));
    for (const { name, values } of steps) amounts(limits, `${field}/${name}`, values, report);
    for (const [lower, { name, values }] of steps.entries())
      for (const [resource, amount] of Object.entries(values)) {
        const next = steps.slice(lower + 1).find((step) => step.values[resource] !== undefined);
        if (next === undefined) continue;
        const upper = next.values[resource];
        if (isAbove(amount, upper))
          refuse(limits, field, [`${name}/${resource}`, amount], [`${next.name}/${resource}`, upper], report);
      }
  }
}

type NamedAmount = readonly [name: string, amount: Json | undefined];

function isAbove(lower: Json | undefined, upper: Json | undefined): boolean {
  const low = amountOf(lower);
  const high = amountOf(upper);
  return low !== undefined && high !== undefined && low.value > high.value;
}

function refuse(object: IndexedObject, field: string, lower: NamedAmount, upper: NamedAmount, report: Report): void {
  report(object, `${field}/${lower[0]}`, 'k8s/request-over-limit', {
    subject: object.subject,
    lower: `${field}/${lower[0]}`,
    lowerAmount: describe(lower[1]),
    upper: `${field}/${upper[0]}`,
    upperAmount: describe(upper[1]),
  });
}

function amounts(object: IndexedObject, field: string, values: JsonObject, report: Report): void {
  for (const resource of Object.keys(values)) {
    const rule = brokenRule(resource, amountOf(values[resource]));
    if (rule === null) continue;
    const place = `${field}/${resource}`;
    const found = describe(values[resource]);
    report(object, place, 'k8s/quantity', { subject: object.subject, field: place, found, rule });
  }
}

const cpuNames: ReadonlySet<string> = new Set(['cpu', 'requests.cpu', 'limits.cpu']);

function brokenRule(resource: string, amount: Amount | undefined): string | null {
  if (amount === undefined) return null;
  if (amount.value < 0) return 'must not be negative';
  if (!cpuNames.has(resource))
    return amount.decimals > 0
      ? 'must be a whole number (for memory: of bytes; "m" is a thousandth, "M" a million, "Mi" 1024 * 1024)'
      : null;
  if (amount.isBinary) return 'is counted in cores ("500m", "2"), not in bytes';
  return amount.decimals > 3 ? 'is counted in thousandths of a core at the finest ("1m")' : null;
}
