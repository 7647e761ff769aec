import { isCidr, isDnsName, isIpv4 } from '../address';
import { sortedBy, sortedSet } from '../compare';
import type { ExternalServiceNode } from '../model';
import { labelFindings } from '../names';
import type { ExternalServiceSpec, StackSpec } from '../spec';
import { numberIn, pathOf, report, reportValue, type Findings } from './findings';

/** What is called but not deployed, by id. */
export function normalizeExternalServices(findings: Findings, spec: StackSpec): ExternalServiceNode[] {
  const nodes = Object.entries(spec.externalServices ?? {}).map(([id, external]) => {
    const at = ['externalServices', id];
    findings.diagnostics.push(...labelFindings('external service', id, pathOf(at)));
    if (Object.hasOwn(spec.services, id))
      report(findings, 'names/duplicate', at, { subject: 'service or external service', name: id });
    return normalizeExternal(findings, spec.name, id, external);
  });
  return sortedBy(nodes, (node) => node.id);
}

function normalizeExternal(
  findings: Findings,
  stack: string,
  id: string,
  { host, port, protocol = 'tcp', cidrs = ['0.0.0.0/0'] }: ExternalServiceSpec,
): ExternalServiceNode {
  const at = ['externalServices', id];
  if (!isIpv4(host) && !isDnsName(host))
    reportValue(findings, [...at, 'host'], `"${host}"`, 'an IPv4 address or a DNS name, without scheme and port');
  for (const cidr of cidrs)
    if (!isCidr(cidr))
      reportValue(
        findings,
        [...at, 'cidrs'],
        `"${cidr}"`,
        'made of blocks such as "10.20.0.0/24", with no bit set behind the prefix',
      );
  return {
    id,
    host,
    port: numberIn(findings, [...at, 'port'], port, 1, { min: 1, max: 65_535, integer: true }),
    protocol,
    cidrs: sortedSet(cidrs),
    origin: { construct: `${stack}/${id}` },
  };
}
