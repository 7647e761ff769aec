import type { JsonObject } from '../../../lib/model/json';
import { objectMetadata, stackSubject } from './metadata';
import { quantities } from './resources';
import type { RegionScope } from './region-scope';

/** What a container gets that names nothing: without it the quota would refuse the pods of an operator. */
const unnamed = { cpuMillis: 100, memoryMiB: 128, ephemeralStorageMiB: 256 };

export function limitRange(scope: RegionScope): JsonObject {
  const amounts = quantities(unnamed);
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: objectMetadata(scope, scope.model.name, stackSubject(scope.model)),
    spec: { limits: [{ type: 'Container', default: amounts, defaultRequest: amounts }] },
  };
}
