import { itemName } from '../validate/field-path';
import type { IndexedObject } from './indexed-object';
import { listAt, numberAt, textAt } from '../../members';
import type { Pods } from './pods';
import type { Report, Rule } from './rule';
import type { Json } from '../../../lib/model/json';

const lowestNodePort = 30_000;
const highestNodePort = 32_767;

/** Numbers and names of ports: of containers, Services, NetworkPolicies. */
export const ports: Rule = (index, report) => {
  for (const pods of index.pods) containerPorts(pods, report);
  for (const service of index.ofKind('Service')) servicePorts(service, report);
  for (const policy of index.ofKind('NetworkPolicy')) policyPorts(policy, report);
};

function containerPorts(pods: Pods, report: Report): void {
  const { owner } = pods;
  const seen = new Set<string>();
  for (const { field, manifest } of pods.containers)
    listAt(manifest, 'ports').forEach((port, index) => {
      const name = textAt(port, 'name');
      const numbers = [numberAt(port, 'containerPort'), numberAt(port, 'hostPort')] as const;
      const isRepeated = name !== undefined && seen.has(name);
      if (name !== undefined) seen.add(name);
      if (isPort(numbers[0]) && isPort(numbers[1]) && (name === undefined || isPortName(name)) && !isRepeated) return;
      const place = `${field}/ports/${itemName(port, index)}`;
      number(owner, `${place}/containerPort`, numbers[0], report);
      number(owner, `${place}/hostPort`, numbers[1], report);
      if (name !== undefined) portName(owner, `${place}/name`, name, report);
      if (isRepeated) report(owner, `${place}/name`, 'k8s/duplicate-port-name', { subject: owner.subject, name });
    });
}

function servicePorts(service: IndexedObject, report: Report): void {
  const { subject } = service;
  const all = listAt(service.manifest, 'spec', 'ports');
  const seen = new Set<string>();
  for (const [index, port] of all.entries()) {
    const field = `spec/ports/${itemName(port, index)}`;
    number(service, `${field}/port`, numberAt(port, 'port'), report);
    target(service, `${field}/targetPort`, port, report);
    const nodePort = numberAt(port, 'nodePort') ?? lowestNodePort;
    if (nodePort !== 0 && (nodePort < lowestNodePort || nodePort > highestNodePort))
      report(service, `${field}/nodePort`, 'k8s/node-port-out-of-range', {
        subject,
        port: nodePort,
        lowest: lowestNodePort,
        highest: highestNodePort,
      });
    const name = textAt(port, 'name') ?? '';
    if (name === '') {
      if (all.length > 1) report(service, field, 'k8s/unnamed-port', { subject, count: all.length });
      continue;
    }
    if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
      report(service, `${field}/name`, 'k8s/illegal-port-name', { subject, name, rule: serviceNameRule });
    if (seen.has(name)) report(service, `${field}/name`, 'k8s/duplicate-port-name', { subject, name });
    seen.add(name);
  }
}

function policyPorts(policy: IndexedObject, report: Report): void {
  for (const [direction, peers] of [
    ['ingress', listAt(policy.manifest, 'spec', 'ingress')],
    ['egress', listAt(policy.manifest, 'spec', 'egress')],
  ] as const)
    for (const [rule, peer] of peers.entries())
      for (const [index, port] of listAt(peer, 'ports').entries()) {
        const field = `spec/${direction}/${rule}/ports/${index}`;
        const first = numberAt(port, 'port');
        number(policy, `${field}/port`, first, report);
        const name = textAt(port, 'port');
        if (name !== undefined) portName(policy, `${field}/port`, name, report);
        const last = numberAt(port, 'endPort');
        number(policy, `${field}/endPort`, last, report);
        if (last !== undefined && (first === undefined || last < first))
          report(policy, `${field}/endPort`, 'k8s/port-range', { subject: policy.subject, first: first ?? null, last });
      }
}

function target(service: IndexedObject, field: string, port: Json, report: Report): void {
  number(service, field, numberAt(port, 'targetPort'), report);
  const name = textAt(port, 'targetPort');
  if (name !== undefined) portName(service, field, name, report);
}

function isPort(port: number | undefined): boolean {
  return port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65_535);
}

function number(object: IndexedObject, field: string, port: number | undefined, report: Report): void {
  if (port !== undefined && !isPort(port))
    report(object, field, 'k8s/port-out-of-range', { subject: object.subject, field, port });
}

const serviceNameRule = 'a DNS label of at most 63 characters (lower-case letters, digits and dashes)';
const portNameRule =
  'at most 15 lower-case letters, digits and single dashes, at least one of them a letter, with no dash at an end';

/** An IANA service name: what a container's port may be called, and so what may refer to it. */
function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
}

function portName(object: IndexedObject, field: string, name: string, report: Report): void {
  if (!isPortName(name))
    report(object, field, 'k8s/illegal-port-name', { subject: object.subject, name, rule: portNameRule });
}
