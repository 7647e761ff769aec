import fc from 'fast-check';
import type { Json } from '../../../../lib/model/json';
import { amountOf } from '../../../../synth/kubernetes/rules/amount';
import { findingsAfter } from './support/findings';

const resources = 'spec/template/spec/containers/0/resources';
const place = 'Deployment/api/spec/template/spec/containers/api/resources';
const cpu = (quantity: Json) =>
  findingsAfter('Deployment', { [`${resources}/requests/cpu`]: quantity, [`${resources}/limits/cpu`]: undefined });
const memory = (quantity: Json) =>
  findingsAfter('Deployment', {
    [`${resources}/requests/memory`]: quantity,
    [`${resources}/limits/memory`]: undefined,
  });

describe('quantities', () => {
  test.each(['100m', '0.1', '1', 2, 0.5, '1e3', '0.001', '1000000u', '1.500'])('CPU of %p is one', (quantity) => {
    expect(cpu(quantity)).toEqual([]);
  });

  test.each(['64Mi', '1G', '1e9', '128974848', '1.5Gi', '129e6', '0.5Ki', '123000m'])(
    'memory of %p is one',
    (quantity) => {
      expect(memory(quantity)).toEqual([]);
    },
  );

  test.each(['abc', '1x', '', '1 Gi', '1GI', '1..2', '1e', '--1', '0x10'])(
    '63 "%s" is no quantity at all',
    (quantity) => {
      expect(cpu(quantity)).toEqual([`k8s/illegal-value ${place}/requests/cpu`]);
    },
  );

  test.each(['-1', '0.1m', '1Gi', '0.0001', '1.0005', '1500u'])('63 CPU is not "%s"', (quantity) => {
    expect(cpu(quantity)).toEqual([`k8s/quantity ${place}/requests/cpu`]);
  });

  test.each(['-1Gi', '100m', '0.5', '0.1Ki', '1n'])('memory is not "%s"', (quantity) => {
    expect(memory(quantity)).toEqual([`k8s/quantity ${place}/requests/memory`]);
  });

  test('64 a request is not above its limit, in whatever units', () => {
    const over = (request: string, limit: string) =>
      findingsAfter('Deployment', { [`${resources}/requests/memory`]: request, [`${resources}/limits/memory`]: limit });
    expect(over('1Gi', '1024Mi')).toEqual([]);
    expect(over('1G', '1Gi')).toEqual([]);
    expect(over('1Gi', '1G')).toEqual([`k8s/request-over-limit ${place}/requests/memory`]);
  });

  test('quotas, ranges and claims are looked at too', () => {
    expect(findingsAfter('ResourceQuota', { 'spec/hard/requests.cpu': '9' })).toEqual([
      'k8s/request-over-limit ResourceQuota/quota/spec/hard/requests.cpu',
    ]);
    expect(findingsAfter('ResourceQuota', { 'spec/hard/pods': '1.5' })).toEqual([
      'k8s/quantity ResourceQuota/quota/spec/hard/pods',
    ]);
    expect(findingsAfter('LimitRange', { 'spec/limits/0/default/cpu': '3' })).toEqual([
      'k8s/request-over-limit LimitRange/limits/spec/limits/Container/default/cpu',
    ]);
    expect(findingsAfter('PersistentVolumeClaim', { 'spec/resources/requests/storage': '-1Gi' })).toEqual([
      'k8s/quantity PersistentVolumeClaim/api/spec/resources/requests/storage',
    ]);
    expect(findingsAfter('Pod', { 'spec/volumes/0/emptyDir/sizeLimit': '1m' })).toEqual([
      'k8s/quantity Pod/probe/spec/volumes/tmp/emptyDir/sizeLimit',
    ]);
  });

  test('an amount is the same in every spelling (exact arithmetic as the oracle)', () => {
    const exponents = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12 };
    const spelling = fc.record({
      whole: fc.nat(999_999),
      fraction: fc.stringMatching(/^\d{0,6}$/),
      suffix: fc.constantFrom(...(Object.keys(exponents) as (keyof typeof exponents)[])),
    });
    fc.assert(
      fc.property(spelling, ({ whole, fraction, suffix }) => {
        const amount = amountOf(`${whole}${fraction === '' ? '' : `.${fraction}`}${suffix}`);
        // In units of 10^-15, of which every such amount is a whole number.
        const exact = BigInt(`${whole}${fraction}`) * 10n ** BigInt(15 + exponents[suffix] - fraction.length);
        const decimals = exact === 0n ? 0 : Math.max(0, 15 - (/0*$/.exec(String(exact))?.[0].length ?? 0));
        const spelled = String(exact).padStart(16, '0');
        expect(amount).toEqual({
          value: Number(`${spelled.slice(0, -15)}.${spelled.slice(-15)}`),
          decimals,
          isBinary: false,
        });
      }),
      { seed: 63, numRuns: 2000 },
    );
  });
});
