import { isEnvironmentName } from '../../../lib/model/names';
import { nearestName } from '../../../lib/model/nearest-name';
import { itemName } from '../validate/field-path';
import { at, listAt, textAt } from '../../members';
import { podField, type Container, type Pods } from './pods';
import type { Report, Rule } from './rule';

/** Mounts name a volume at a path of their own, variables have legal names, pods restart as their kind asks. */
export const podContents: Rule = ({ pods }, report) => {
  for (const each of pods) {
    const volumes = new Set(listAt(each.spec, 'volumes').map((volume) => textAt(volume, 'name') ?? ''));
    for (const claim of listAt(each.owner.manifest, 'spec', 'volumeClaimTemplates'))
      volumes.add(textAt(claim, 'metadata', 'name') ?? '');
    for (const container of each.containers) {
      mounts(each, container, volumes, report);
      environment(each, container, report);
    }
    restartPolicy(each, report);
  }
};

function mounts({ owner }: Pods, container: Container, volumes: ReadonlySet<string>, report: Report): void {
  listAt(container.manifest, 'volumeMounts').forEach((mount, index) => {
    const volume = textAt(mount, 'name');
    const path = textAt(mount, 'mountPath');
    const subPath = textAt(mount, 'subPath') ?? '';
    const isUnknown = volume !== undefined && !volumes.has(volume);
    const isBadPath = path !== undefined && (path === '' || path.includes(':'));
    const isBadSubPath = subPath.startsWith('/') || subPath.split('/').includes('..');
    if (!isUnknown && !isBadPath && !isBadSubPath) return;
    const field = `${container.field}/volumeMounts/${itemName(mount, index)}`;
    const { subject } = owner;
    if (isUnknown) {
      const nearest = nearestName(volume, volumes) ?? null;
      report(owner, `${field}/name`, 'k8s/unknown-volume', {
        subject,
        volume,
        known: [...volumes].join(', '),
        nearest,
      });
    }
    if (isBadPath) report(owner, `${field}/mountPath`, 'k8s/illegal-mount-path', { subject, path });
    if (isBadSubPath) report(owner, `${field}/subPath`, 'k8s/illegal-mount-path', { subject, path: subPath });
  });
}

function environment({ owner }: Pods, container: Container, report: Report): void {
  listAt(container.manifest, 'env').forEach((variable, index) => {
    const name = textAt(variable, 'name') ?? '';
    const isLegal = isEnvironmentName(name);
    const hasTwoSources = at(variable, 'valueFrom') !== undefined && (textAt(variable, 'value') ?? '') !== '';
    if (isLegal && !hasTwoSources) return;
    const field = `${container.field}/env/${itemName(variable, index)}`;
    const { subject } = owner;
    if (!isLegal) report(owner, `${field}/name`, 'k8s/illegal-env-name', { subject, name });
    if (hasTwoSources) report(owner, field, 'k8s/env-two-sources', { subject, name });
  });
}

/** What each kind's controller allows; absent means `Always`. */
const restartPolicies: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['Never', 'OnFailure'],
  DaemonSet: ['Always'],
  Deployment: ['Always'],
  Job: ['Never', 'OnFailure'],
  ReplicaSet: ['Always'],
  ReplicationController: ['Always'],
  StatefulSet: ['Always'],
};

function restartPolicy(pods: Pods, report: Report): void {
  const { owner, spec } = pods;
  const allowed = restartPolicies[owner.kind];
  const found = textAt(spec, 'restartPolicy') ?? 'Always';
  if (allowed === undefined || allowed.includes(found)) return;
  report(owner, podField(pods, 'spec/restartPolicy'), 'k8s/restart-policy', {
    subject: owner.subject,
    found,
    allowed: allowed.join(' or '),
  });
}
