import { describe } from '../validate/describe';
import type { IndexedObject } from './indexed-object';
import { at, textAt } from '../../members';
import type { Report, Rule } from './rule';
import { podsOfShare } from './share';

/** A rolling update may add a pod or take one away, else it never starts. */
export const rollouts: Rule = (index, report) => {
  for (const deployment of index.ofKind('Deployment')) check(deployment, 'strategy', '25%', '25%', report);
  for (const daemonSet of index.ofKind('DaemonSet')) check(daemonSet, 'updateStrategy', 0, 1, report);
};

function check(
  object: IndexedObject,
  member: string,
  defaultSurge: number | string,
  defaultUnavailable: number | string,
  report: Report,
): void {
  const { subject, manifest } = object;
  const field = `spec/${member}`;
  const type = textAt(manifest, 'spec', member, 'type') ?? 'RollingUpdate';
  const rolling = at(manifest, 'spec', member, 'rollingUpdate');
  if (type !== 'RollingUpdate') {
    if (rolling !== undefined)
      report(object, `${field}/rollingUpdate`, 'k8s/rollout-settings-unused', { subject, type });
    return;
  }
  const surge = at(rolling, 'maxSurge') ?? defaultSurge;
  const unavailable = at(rolling, 'maxUnavailable') ?? defaultUnavailable;
  // Of a hundred pods, so that only a share of nothing is nothing.
  if (podsOfShare(surge, 100, 'up') === 0 && podsOfShare(unavailable, 100, 'up') === 0)
    report(object, `${field}/rollingUpdate`, 'k8s/rollout-stuck', {
      subject,
      surge: describe(surge),
      unavailable: describe(unavailable),
    });
  for (const [name, value] of Object.entries({ maxSurge: surge, maxUnavailable: unavailable }))
    if (podsOfShare(value, 100, 'up') === undefined || Number(value) < 0)
      report(object, `${field}/rollingUpdate/${name}`, 'k8s/illegal-share', { subject, name, value: describe(value) });
}
