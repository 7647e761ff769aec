import { diagnostic, type Diagnostic } from '../../../lib/model/diagnostic';
import type { Model } from '../../../lib/model/model';
import type { Plan } from '../../../lib/plan/plan';

/** Services whose autoscaler may not reach what the plan counts on. */
export function autoscaleFindings(model: Model, plan: Plan): Diagnostic[] {
  const limits = new Map(model.services.map((service) => [service.id, service]));
  return plan.workloads.flatMap((workload) => {
    const service = limits.get(workload.service);
    if (service === undefined || service.autoscale === null) return [];
    const { maxReplicas } = service.autoscale;
    return workload.placements
      .filter((placement) => placement.replicas > maxReplicas)
      .map(({ region, replicas }) =>
        diagnostic('k8s/autoscale-below-plan', `services/${service.id}/autoscale/maxReplicas`, {
          service: service.id,
          region,
          planned: replicas,
          maxReplicas,
        }),
      );
  });
}
