import type { JsonObject } from '../../../lib/model/json';
import { compareCodeUnits } from '../../../lib/model/compare';
import { nearestName } from '../../../lib/model/nearest-name';
import type { IndexedObject } from './indexed-object';
import { at, labelOf, listAt, mapAt, textAt } from '../../members';
import type { Pods } from './pods';
import type { RegionIndex } from './region-index';
import type { Report, Rule } from './rule';
import { isEmpty, labelSelector, plainSelector, selects, type Selector } from './selector';
import { itemName } from '../validate/field-path';

/** Workloads select their own pods; Services, budgets and policies select pods that exist; target ports exist there. */
export const selectors: Rule = (index, report) => {
  for (const pods of index.pods) ownPods(pods, report);
  for (const service of index.ofKind('Service')) {
    const selector = plainSelector(mapAt(service.manifest, 'spec', 'selector'));
    if (isEmpty(selector) || textAt(service.manifest, 'spec', 'type') === 'ExternalName') continue;
    const selected = hit(index, service, 'spec/selector', selector, report);
    if (selected.length > 0) targetPorts(service, selected, report);
  }
  for (const budget of index.ofKind('PodDisruptionBudget')) {
    const written = at(budget.manifest, 'spec', 'selector');
    const selector = labelSelector(written);
    // An empty selector takes every pod of the namespace, an absent one none.
    if (written === undefined) report(budget, 'spec/selector', 'k8s/empty-selector', { subject: budget.subject });
    else if (!isEmpty(selector)) hit(index, budget, 'spec/selector', selector, report);
  }
  for (const policy of index.ofKind('NetworkPolicy')) {
    const selector = labelSelector(at(policy.manifest, 'spec', 'podSelector'));
    if (!isEmpty(selector)) hit(index, policy, 'spec/podSelector', selector, report);
  }
};

/** Kinds whose selector must be written, and must fit the labels of their own template. */
const selecting: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']);

function ownPods({ owner, labels }: Pods, report: Report): void {
  if (!selecting.has(owner.kind)) return;
  const selector = labelSelector(at(owner.manifest, 'spec', 'selector'));
  if (isEmpty(selector)) report(owner, 'spec/selector', 'k8s/empty-selector', { subject: owner.subject });
  else if (!selects(selector, labels))
    report(owner, 'spec/selector', 'k8s/selector-mismatch', {
      subject: owner.subject,
      selector: spelled(selector),
      labels: listed(labels) || 'none',
    });
}

function hit(index: RegionIndex, object: IndexedObject, field: string, selector: Selector, report: Report): Pods[] {
  const selected = index.podsByLabel.selected(object.namespace, selector);
  if (selected.length === 0 && !index.isExternal(object, 'Pod', '*'))
    report(object, field, 'k8s/selector-hits-nothing', {
      subject: object.subject,
      selector: spelled(selector),
      namespace: object.namespace,
    });
  return selected;
}

function targetPorts(service: IndexedObject, selected: readonly Pods[], report: Report): void {
  const declared = selected.flatMap(({ containers }) =>
    containers.flatMap(({ manifest, isInit }) => (isInit ? [] : listAt(manifest, 'ports'))),
  );
  listAt(service.manifest, 'spec', 'ports').forEach((port, position) => {
    const target = at(port, 'targetPort') ?? at(port, 'port');
    const member = typeof target === 'string' ? 'name' : 'containerPort';
    if (declared.some((each) => at(each, member) === target)) return;
    const field = `spec/ports/${itemName(port, position)}/targetPort`;
    const { subject } = service;
    if (typeof target === 'string') {
      const names = declared.map((each) => textAt(each, 'name')).filter((name) => name !== undefined);
      const known = [...new Set(names)].toSorted(compareCodeUnits);
      const nearest = nearestName(target, known) ?? null;
      report(service, field, 'k8s/unknown-target-port', { subject, port: target, known: known.join(', '), nearest });
    } else if (typeof target === 'number')
      report(service, field, 'k8s/undeclared-port', { subject, field, port: target });
  });
}

function spelled({ labels, expressions }: Selector): string {
  return [
    ...(listed(labels) === '' ? [] : [listed(labels)]),
    ...expressions.map(({ key, operator, values }) => `${key} ${operator} ${[...values].join(',')}`.trim()),
  ].join(', ');
}

function listed(labels: JsonObject): string {
  return Object.keys(labels)
    .map((key) => `${key}=${labelOf(labels, key) ?? ''}`)
    .join(', ');
}
