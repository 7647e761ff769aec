import { sortedBy, sortedSet } from '../compare';
import { catalogue } from '../diagnostics/catalogue';
import type { KubernetesNode, RouterNode, Waiver } from '../model';
import { isLabelValue, isSubdomain, namespaceFindings } from '../names';
import { nearestName } from '../nearest-name';
import type { StackSpec } from '../spec';
import { meant, report, reportValue, type Findings } from './findings';
import { normalizeImage } from './image';

/** Who answers for the stack: a label value. */
export function normalizeOwner(findings: Findings, { owner, name }: StackSpec): string {
  if (owner !== undefined && !isLabelValue(owner))
    reportValue(findings, ['owner'], `"${owner}"`, 'a label value: at most 63 letters, digits, "-", "_" and "."');
  return owner ?? name;
}

export function normalizeEmail(findings: Findings, email: string | undefined): string | null {
  if (email !== undefined && (email.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(email)))
    reportValue(findings, ['email'], `"${email}"`, 'an address such as "team@shop.example"');
  return email ?? null;
}

const supportedVersions: readonly string[] = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'];

export function normalizeKubernetes(findings: Findings, { kubernetes = {}, name }: StackSpec): KubernetesNode {
  const versions = sortedSet(kubernetes.versions ?? supportedVersions);
  if (versions.length === 0)
    reportValue(findings, ['kubernetes', 'versions'], 'an empty list', 'a list of at least 1 version');
  for (const version of versions)
    if (!supportedVersions.includes(version))
      reportValue(findings, ['kubernetes', 'versions'], `"${version}"`, `made of ${supportedVersions.join(', ')}`);
  const { namespace = name, gatewayClass = 'envoy' } = kubernetes;
  if (kubernetes.namespace !== undefined)
    findings.diagnostics.push(...namespaceFindings(namespace, 'kubernetes/namespace'));
  if (!isSubdomain(gatewayClass))
    reportValue(findings, ['kubernetes', 'gatewayClass'], `"${gatewayClass}"`, 'the name of a GatewayClass');
  return { namespace, versions, gatewayClass };
}

/** Upstream images of many architectures, by the digest of their index. */
const routerImages = {
  envoy:
    'docker.io/envoyproxy/envoy:distroless-v1.39.1@sha256:eb2c01c13125d1629637cb4e4cce7207009fb7cc2c8027f9742758549d15b6f4',
  haproxy:
    'docker.io/library/haproxy:3.2.21-alpine@sha256:66e25cc9a8332635f4e897f7f4b1e5622c25f09f0ee23cddc6ce9bdb3a24772a',
} as const;

export function normalizeRouter(findings: Findings, { router = {} }: StackSpec): RouterNode {
  const { egress = 'envoy', tlsSecret = 'region-gateway-tls' } = router;
  const { image } = normalizeImage(
    findings,
    ['router', 'image'],
    'region-router',
    router.image ?? routerImages[egress],
  );
  if (!isSubdomain(tlsSecret)) reportValue(findings, ['router', 'tlsSecret'], `"${tlsSecret}"`, 'the name of a Secret');
  return { egress, image, tlsSecret };
}

/** Only warnings can be accepted, and only for a reason. */
export function normalizeWaivers(findings: Findings, { waivers = [] }: StackSpec): Waiver[] {
  const warnings = Object.entries(catalogue).filter(([, entry]) => entry.severity === 'warning');
  const codes = warnings.map(([code]) => code);
  for (const { code, reason } of waivers) {
    const at = ['waivers', code];
    if (!codes.includes(code))
      report(findings, 'config/waiver-unknown-code', at, { code }, meant(nearestName(code, codes)));
    if (reason.trim() === '')
      report(findings, 'config/missing', at, {
        place: `the waiver of "${code}"`,
        member: 'reason',
        example: 'reason: rebuilt every night',
      });
  }
  return sortedBy(waivers, ({ code, path, reason }) => `${code} ${path} ${reason}`);
}
