import type { JsonObject } from '../../../lib/model/json';
import type { Resources } from '../../../lib/model/model';
import { byteQuantity, cpuQuantity } from './quantity';

/** Requests equal limits: what the plan counted is what a pod gets, and nothing it may take from a neighbour. */
export function resourceRequirements(resources: Resources): JsonObject {
  const amounts = quantities(resources);
  return { requests: amounts, limits: amounts };
}

export function quantities(resources: Resources): JsonObject {
  return {
    cpu: cpuQuantity(resources.cpuMillis),
    memory: byteQuantity(resources.memoryMiB),
    'ephemeral-storage': byteQuantity(resources.ephemeralStorageMiB),
  };
}
