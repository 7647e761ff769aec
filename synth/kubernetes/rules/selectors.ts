import { compareCodeUnits } from '../../../lib/model/compare';
import { nearestName } from '../../../lib/model/nearest-name';
import type { IndexedObject } from './indexed-object';
import { at, listAt, numberAt, textAt, textsAt } from './members';
import type { Pods } from './pods';
import type { RegionIndex } from './region-index';
import type { Report, Rule } from './rule';
import { isEmpty, labelSelector, selects, type Selector } from './selector';
import { itemName } from '../validate/field-path';

/** Workloads select their own pods; Services, budgets and policies select pods that exist; target ports exist there. */
export const selectors: Rule = (index, report) => {
  for (const pods of index.pods) ownPods(pods, report);
  for (const service of index.ofKind('Service')) {
    const labels = textsAt(service.manifest, 'spec', 'selector');
    if (labels.size === 0 || textAt(service.manifest, 'spec', 'type') === 'ExternalName') continue;
    const selected = hit(index, service, 'spec/selector', { labels, expressions: [] }, report);
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
  const { subject } = owner;
  const selector = labelSelector(at(owner.manifest, 'spec', 'selector'));
  if (isEmpty(selector)) {
    report(owner, 'spec/selector', 'k8s/empty-selector', { subject });
    return;
  }
  if (selects(selector, labels)) return;
  report(owner, 'spec/selector', 'k8s/selector-mismatch', {
    subject,
    selector: spelled(selector),
    labels: listed(labels),
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
  const containers = selected.flatMap((pods) => pods.containers.filter(({ isInit }) => !isInit));
  const declared = containers.flatMap(({ manifest }) => listAt(manifest, 'ports'));
  const names = new Set(declared.map((port) => textAt(port, 'name')).filter((name) => name !== undefined));
  const numbers = new Set(declared.map((port) => numberAt(port, 'containerPort')));
  for (const [position, port] of listAt(service.manifest, 'spec', 'ports').entries()) {
    const field = `spec/ports/${itemName(port, position)}/targetPort`;
    const { subject } = service;
    const name = textAt(port, 'targetPort');
    if (name !== undefined && !names.has(name))
      report(service, field, 'k8s/unknown-target-port', {
        subject,
        port: name,
        known: [...names].toSorted(compareCodeUnits).join(', '),
        nearest: nearestName(name, names) ?? null,
      });
    const number = numberAt(port, 'targetPort') ?? (name === undefined ? numberAt(port, 'port') : undefined);
    if (number !== undefined && !numbers.has(number))
      report(service, field, 'k8s/undeclared-port', { subject, field, port: number });
  }
}

function spelled({ labels, expressions }: Selector): string {
  return [
    ...[...labels].map(([key, value]) => `${key}=${value}`),
    ...expressions.map(({ key, operator, values }) => `${key} ${operator} ${[...values].join(',')}`.trim()),
  ].join(', ');
}

function listed(labels: ReadonlyMap<string, string>): string {
  return labels.size === 0 ? 'none' : [...labels].map(([key, value]) => `${key}=${value}`).join(', ');
}
