import { isDnsName, isIpv4, isIpv6 } from '../../../lib/model/address';
import { itemName } from '../validate/field-path';
import { isQualifiedName } from './labels';
import type { IndexedObject } from './indexed-object';
import { at, listAt, mapAt, numberAt, textAt } from '../../members';
import type { Report, Rule } from './rule';

/** What the CEL rules of Gateway API 1.4 ask of a Gateway's listeners, addresses and infrastructure. */
export const gateways: Rule = (index, report) => {
  for (const gateway of index.ofKind('Gateway')) {
    listeners(gateway, report);
    addresses(gateway, report);
    for (const member of ['labels', 'annotations'])
      for (const key of Object.keys(mapAt(gateway.manifest, 'spec', 'infrastructure', member)))
        if (!isQualifiedName(key.toLowerCase()))
          report(gateway, `spec/infrastructure/${member}/${key}`, 'k8s/illegal-annotation-key', {
            subject: gateway.subject,
            field: `spec/infrastructure/${member}`,
            key,
          });
  }
};

function listeners(gateway: IndexedObject, report: Report): void {
  const seen = new Map<string, string>();
  for (const [index, listener] of listAt(gateway.manifest, 'spec', 'listeners').entries()) {
    const name = itemName(listener, index);
    const protocol = textAt(listener, 'protocol') ?? '';
    const hostname = textAt(listener, 'hostname');
    const refuse = (field: string, rule: string): void =>
      report(gateway, `spec/listeners/${name}${field}`, 'k8s/listener', {
        subject: gateway.subject,
        listener: name,
        rule,
      });
    const socket = JSON.stringify([numberAt(listener, 'port'), protocol, hostname ?? null]);
    const earlier = seen.get(socket);
    if (earlier !== undefined) refuse('', `must differ from listener "${earlier}" in port, protocol or hostname`);
    seen.set(socket, name);
    const tls = at(listener, 'tls');
    const mode = textAt(tls, 'mode') ?? 'Terminate';
    if (['HTTP', 'TCP', 'UDP'].includes(protocol) && tls !== undefined)
      refuse('/tls', `must have no tls: its protocol is ${protocol}, HTTPS and TLS have it`);
    if (['TCP', 'UDP'].includes(protocol) && (hostname ?? '') !== '')
      refuse('/hostname', `must have no hostname: ${protocol} carries none`);
    if (protocol === 'HTTPS' && tls !== undefined && mode !== 'Terminate')
      refuse('/tls/mode', 'must have tls.mode Terminate, because HTTPS ends here; TLS passes through');
    const hasCertificate = listAt(tls, 'certificateRefs').length > 0 || Object.keys(mapAt(tls, 'options')).length > 0;
    if (tls !== undefined && mode === 'Terminate' && !hasCertificate)
      refuse('/tls', 'must have tls.certificateRefs or tls.options, because it ends TLS');
  }
}

function addresses(gateway: IndexedObject, report: Report): void {
  const seen = new Set<string>();
  for (const [index, address] of listAt(gateway.manifest, 'spec', 'addresses').entries()) {
    const type = textAt(address, 'type') ?? 'IPAddress';
    const value = textAt(address, 'value');
    if (value === undefined) continue;
    const field = `spec/addresses/${index}/value`;
    const rule =
      type === 'IPAddress' && !isIpv4(value) && !isIpv6(value)
        ? 'is not an IP address'
        : type === 'Hostname' && !isDnsName(value.replace(/^\*\./, ''))
          ? 'is not a host name'
          : seen.has(`${type} ${value}`)
            ? 'is there twice'
            : null;
    if (rule !== null)
      report(gateway, field, 'k8s/gateway-address', { subject: gateway.subject, address: value, rule });
    seen.add(`${type} ${value}`);
  }
}
