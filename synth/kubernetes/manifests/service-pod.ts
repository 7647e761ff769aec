import type { JsonObject } from '../../../lib/model/json';
import type { ServiceNode } from '../../../lib/model/model';
import { environment } from './environment';
import { serviceSubject } from './metadata';
import { podTemplate } from './pod-template';
import { probes } from './probes';
import { byteQuantity } from './quantity';
import type { RegionScope } from './region-scope';
import { resourceRequirements } from './resources';

/** The pod of a service. A job serves nobody: it has neither port nor probes, and is not restarted in place. */
export function servicePod(scope: RegionScope, service: ServiceNode): JsonObject {
  const { volumes, volumeMounts } = writableVolumes(service);
  const isJob = service.type === 'job';
  return podTemplate(scope, serviceSubject(service), {
    restartPolicy: isJob ? 'Never' : 'Always',
    minZones: isJob ? 1 : service.tier.minZones,
    volumes,
    container: {
      name: service.id,
      image: service.image,
      ...(service.command.length === 0 ? {} : { command: service.command }),
      ...(service.args.length === 0 ? {} : { args: service.args }),
      env: environment(scope, service),
      resources: resourceRequirements(service.resources),
      ...(isJob ? {} : { ports: [containerPort(service)], ...probes(service) }),
      ...(volumeMounts.length === 0 ? {} : { volumeMounts }),
    },
  });
}

function containerPort({ protocol, port }: ServiceNode): JsonObject {
  return { name: protocol, containerPort: port, protocol: 'TCP' };
}

/** An emptyDir for each declared path; together with the logs they fit the ephemeral storage of the container. */
function writableVolumes(service: ServiceNode): { volumes: JsonObject[]; volumeMounts: JsonObject[] } {
  const paths = service.writablePaths;
  const share = Math.max(1, Math.floor(service.resources.ephemeralStorageMiB / (paths.length + 1)));
  return {
    volumes: paths.map((_, index) => ({ name: `writable-${index}`, emptyDir: { sizeLimit: byteQuantity(share) } })),
    volumeMounts: paths.map((mountPath, index) => ({ name: `writable-${index}`, mountPath })),
  };
}
