import { describe } from '../validate/describe';
import { at, numberAt } from '../../members';
import type { Pods } from './pods';
import type { RegionIndex } from './region-index';
import type { Rule } from './rule';
import { labelSelector } from './selector';
import { podsOfShare } from './share';

/** Exactly one bound, and one that lets a node be drained. */
export const disruptionBudgets: Rule = (index, report) => {
  for (const budget of index.ofKind('PodDisruptionBudget')) {
    const { subject, manifest, namespace } = budget;
    const minAvailable = at(manifest, 'spec', 'minAvailable');
    const maxUnavailable = at(manifest, 'spec', 'maxUnavailable');
    if ((minAvailable === undefined) === (maxUnavailable === undefined)) {
      report(budget, 'spec', 'k8s/pdb-bounds', { subject, both: minAvailable !== undefined });
      continue;
    }
    const selected = index.podsByLabel.selected(namespace, labelSelector(at(manifest, 'spec', 'selector')));
    const replicas = selected.reduce((sum, pods) => sum + fewestReplicas(index, pods), 0);
    const evictable =
      minAvailable === undefined
        ? podsOfShare(maxUnavailable, replicas, 'up')
        : replicas - (podsOfShare(minAvailable, replicas, 'up') ?? 0);
    if (replicas === 0 || evictable === undefined || evictable > 0) continue;
    const bound = minAvailable === undefined ? 'maxUnavailable' : 'minAvailable';
    const value = describe(minAvailable ?? maxUnavailable);
    report(budget, `spec/${bound}`, 'k8s/pdb-blocks', { subject, bound, value, replicas });
  }
};

/** The least that a workload may be scaled to: of its autoscaler, else its own number. */
function fewestReplicas(index: RegionIndex, { owner }: Pods): number {
  const autoscaler = index.autoscalerOf(owner);
  if (autoscaler !== undefined) return numberAt(autoscaler.manifest, 'spec', 'minReplicas') ?? 1;
  return numberAt(owner.manifest, 'spec', 'replicas') ?? 1;
}
