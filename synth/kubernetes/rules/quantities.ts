import type { JsonObject } from '../../../lib/model/json';
import { describe } from '../validate/describe';
import { itemName } from '../validate/field-path';
import { amountOf } from './amount';
import type { IndexedObject } from './indexed-object';
import { listAt, mapAt, textAt } from './members';
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
      ordered(quota, 'spec/hard', [resource, hard[resource]], [limit, hard[limit]], report);
    }
  }
  for (const limits of index.ofKind('LimitRange')) limitRange(limits, report);
  for (const claim of index.ofKind('PersistentVolumeClaim'))
    requirements(claim, 'spec/resources', mapAt(claim.manifest, 'spec', 'resources'), report);
};

function podQuantities(pods: Pods, report: Report): void {
  for (const { field, manifest } of pods.containers)
    requirements(pods.owner, `${field}/resources`, mapAt(manifest, 'resources'), report);
  for (const [index, volume] of listAt(pods.spec, 'volumes').entries()) {
    const sizeLimit = mapAt(volume, 'emptyDir')['sizeLimit'];
    if (sizeLimit === undefined) continue;
    const field = podField(pods, `spec/volumes/${itemName(volume, index)}/emptyDir`);
    amounts(pods.owner, field, { sizeLimit }, report);
  }
}

function requirements(object: IndexedObject, field: string, resources: JsonObject, report: Report): void {
  const requests = mapAt(resources, 'requests');
  const limits = mapAt(resources, 'limits');
  amounts(object, `${field}/requests`, requests, report);
  amounts(object, `${field}/limits`, limits, report);
  for (const [resource, request] of Object.entries(requests))
    ordered(object, field, [`requests/${resource}`, request], [`limits/${resource}`, limits[resource]], report);
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
        ordered(limits, field, [`${name}/${resource}`, amount], [`${next.name}/${resource}`, upper], report);
      }
  }
}

type NamedAmount = readonly [name: string, amount: JsonObject[string] | undefined];

function ordered(object: IndexedObject, field: string, lower: NamedAmount, upper: NamedAmount, report: Report): void {
  const [low, high] = [amountOf(lower[1]), amountOf(upper[1])];
  if (low === undefined || high === undefined || low.value <= high.value) return;
  report(object, `${field}/${lower[0]}`, 'k8s/request-over-limit', {
    subject: object.subject,
    lower: `${field}/${lower[0]}`,
    lowerAmount: describe(lower[1]),
    upper: `${field}/${upper[0]}`,
    upperAmount: describe(upper[1]),
  });
}

function amounts(object: IndexedObject, field: string, values: JsonObject, report: Report): void {
  for (const [resource, quantity] of Object.entries(values)) {
    const amount = amountOf(quantity);
    if (amount === undefined) continue;
    const isCpu = /^(?:requests\.|limits\.)?cpu$/.test(resource);
    const rule =
      amount.value < 0
        ? 'must not be negative'
        : isCpu && amount.isBinary
          ? 'is counted in cores ("500m", "2"), not in bytes'
          : isCpu && amount.decimals > 3
            ? 'is counted in thousandths of a core at the finest ("1m")'
            : !isCpu && amount.decimals > 0
              ? 'must be a whole number (for memory: of bytes; "m" is a thousandth, "M" a million, "Mi" 1024 * 1024)'
              : null;
    if (rule === null) continue;
    const found = describe(quantity);
    report(object, `${field}/${resource}`, 'k8s/quantity', {
      subject: object.subject,
      field: `${field}/${resource}`,
      found,
      rule,
    });
  }
}
