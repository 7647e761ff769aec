import { float32ToBase64 } from '../base64';
import type { Certificate } from '../plan';
import type { JointBound } from './joint-bound';
import type { JointProblem } from './joint-problem';

/** The multipliers of a bound in the form of the plan. */
export function jointCertificate(
  { services, classOf, classes, regions }: JointProblem,
  { multipliers, layout, quantumUsd }: JointBound,
  regionIds: readonly string[],
): Certificate {
  const part = (start: number, length: number): string => float32ToBase64(multipliers.slice(start, start + length));
  return {
    kind: 'joint-lagrangian',
    quantumUsd,
    classes: float32ToBase64(Float32Array.from(classOf)),
    users: services.flatMap(({ id, isEntry }, index) =>
      isEntry ? [{ service: id, multipliers: part(layout.users[index] as number, classOf.length) }] : [],
    ),
    calls: services.flatMap(({ id }, index) => {
      const start = layout.links[index] as number;
      return start < 0 ? [] : [{ service: id, multipliers: part(start, classes * regions) }];
    }),
    room: regionIds
      .map((region, site) => ({
        region,
        cpuMilliUsd: multipliers[layout.room + site] as number,
        memoryMiBUsd: multipliers[layout.room + regions + site] as number,
      }))
      .filter(({ cpuMilliUsd, memoryMiBUsd }) => cpuMilliUsd + memoryMiBUsd > 0),
    coverage: services
      .map(({ id }, index) => ({ service: id, slowRequestUsd: multipliers[layout.coverage + index] as number }))
      .filter(({ slowRequestUsd }) => slowRequestUsd > 0),
  };
}
