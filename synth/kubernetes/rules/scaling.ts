import { numberAt, textAt } from '../../members';
import { missingReference } from './references';
import type { Rule } from './rule';

/** Numbers of replicas: an autoscaler has bounds, a target, and the number to itself. */
export const scaling: Rule = (index, report) => {
  for (const autoscaler of index.ofKind('HorizontalPodAutoscaler')) {
    const { subject, manifest, namespace } = autoscaler;
    const min = numberAt(manifest, 'spec', 'minReplicas') ?? 1;
    const max = numberAt(manifest, 'spec', 'maxReplicas');
    if (max !== undefined && (min < 1 || max < min))
      report(autoscaler, 'spec', 'k8s/autoscaler-bounds', { subject, min, max });
    const kind = textAt(manifest, 'spec', 'scaleTargetRef', 'kind') ?? '';
    const name = textAt(manifest, 'spec', 'scaleTargetRef', 'name') ?? '';
    const target = index.find(kind, namespace, name);
    if (target === undefined) {
      missingReference(index, report, autoscaler, 'spec/scaleTargetRef/name', kind, name);
      continue;
    }
    const replicas = numberAt(target.manifest, 'spec', 'replicas');
    if (replicas !== undefined)
      report(target, 'spec/replicas', 'k8s/replicas-with-hpa', {
        subject: target.subject,
        replicas,
        autoscaler: autoscaler.name,
      });
  }
  for (const { owner } of index.pods) {
    const replicas = numberAt(owner.manifest, 'spec', 'replicas');
    if (replicas !== undefined && replicas < 0)
      report(owner, 'spec/replicas', 'k8s/negative-replicas', { subject: owner.subject, replicas });
  }
};
