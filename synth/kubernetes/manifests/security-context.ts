import type { JsonObject } from '../../../lib/model/json';
import { sha256Hex } from '../../../lib/model/sha256';

/** Above 10,000, where no image and no node has a user of its own. */
const user = 10001;

/** The `restricted` Pod Security Standard, and one fixed user. `workload` is `<namespace>/<name>`. */
export function podSecurityContext(workload: string): JsonObject {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    supplementalGroups: [user],
    seccompProfile: { type: 'RuntimeDefault' },
    seLinuxOptions: { level: seLinuxLevel(workload) },
  };
}

export function containerSecurityContext(): JsonObject {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/**
 * Two distinct categories of 1,024 made from the workload's name: where SELinux is on, a workload reads its own
 * volumes on every node and no other's.
 */
function seLinuxLevel(workload: string): string {
  const digest = sha256Hex(workload);
  const first = Number.parseInt(digest.slice(0, 8), 16) % 1024;
  const second = (first + 1 + (Number.parseInt(digest.slice(8, 16), 16) % 1023)) % 1024;
  return `s0:c${Math.min(first, second)},c${Math.max(first, second)}`;
}
