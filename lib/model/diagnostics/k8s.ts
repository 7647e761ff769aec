import type { CatalogueArea } from './entry';
import { k8sObjects } from './k8s-objects';
import { k8sPods } from './k8s-pods';
import { k8sSchema } from './k8s-schema';
import { k8sTraffic } from './k8s-traffic';

export const k8s = {
  ...k8sObjects,
  ...k8sPods,
  ...k8sSchema,
  ...k8sTraffic,
  'k8s/patch-without-object': {
    severity: 'error',
    text: (p: { kind: string; name: string; region: string | null; known: string }) =>
      `the patch is for ${p.kind} "${p.name}", and ${p.region === null ? 'no region has' : `region "${p.region}" does not have`} such an object; there is: ${p.known}`,
    what: 'A JSON patch names a kind and name that is not among the objects of its region.',
    why: 'The patch would change nothing, although somebody relies on it.',
    fix: 'Correct `kind` and `name`, or the region. Objects that you add yourself are changed where you add them.',
  },
  'k8s/patch-does-not-fit': {
    severity: 'error',
    text: (p: { subject: string; region: string; operation: string; path: string; reason: string }) =>
      `the patch on ${p.subject} in region "${p.region}" cannot ${p.operation} "${p.path}": ${p.reason}; look at the object in the output and correct the path`,
    what: 'An operation of a JSON patch (RFC 6902) does not fit the object: its path leads nowhere, or its test fails.',
    why: 'A half-applied patch would leave an object that nobody wrote.',
    fix: 'Correct the path (`/spec/template/spec/containers/0/...`; `~1` stands for a slash inside a key). `replace` and `remove` need the member to exist, `add` needs its parent.',
  },
  'k8s/unwritable-object': {
    severity: 'error',
    text: (p: { subject: string; region: string; reason: string }) =>
      `${p.subject} in region "${p.region}" cannot be written: ${p.reason}; an object holds plain data only`,
    what: 'An object holds what neither YAML nor JSON can express: a function, a date, NaN, a cycle, a lone surrogate.',
    why: 'Writing something near it would change its meaning in silence.',
    fix: 'Give strings, finite numbers, booleans, lists and plain objects.',
  },
  'k8s/construct-validation': {
    severity: 'error',
    text: (p: { construct: string; message: string }) =>
      `the construct "${p.construct}" refuses its own configuration: ${p.message}`,
    what: 'A construct that you added to a region, such as one of cdk8s-plus, reports an error of its own.',
    why: 'Its author knows that the result would not work.',
    fix: 'Follow the message: it comes from the construct.',
  },
  'k8s/dependency-cycle': {
    severity: 'error',
    text: (p: { region: string; chain: string }) =>
      `objects of region "${p.region}" wait for each other: ${p.chain}; remove one of the dependencies`,
    what: 'Dependencies that were added with `addDependency` form a circle.',
    why: 'There is no order in which the objects could be applied.',
    fix: 'Remove one `addDependency` of the chain.',
  },
  'k8s/autoscale-below-plan': {
    severity: 'error',
    text: (p: { service: string; region: string; planned: number; maxReplicas: number }) =>
      `service "${p.service}" needs ${p.planned} replicas in region "${p.region}" for its planned load, autoscale allows ${p.maxReplicas}; raise maxReplicas to ${p.planned} or more, or allow more regions`,
    what: 'The largest number of replicas that autoscaling allows in a region is below what the plan counts on.',
    why: 'The plan promises that the load is served; with fewer replicas it would not be.',
    fix: 'Raise `autoscale.max_replicas`, raise `requests_per_second_per_replica` if a replica can serve more, or let the service run in more regions.',
  },
  'k8s/unknown-region': {
    severity: 'error',
    text: (p: { region: string; known: string }) =>
      `a chart was asked for region "${p.region}", the stack has no such region; it has: ${p.known}`,
    what: 'A `RegionChart` names a region that its stack does not declare.',
    why: 'The chart would be empty.',
    fix: 'Give the id of a declared region.',
  },
} as const satisfies CatalogueArea;
