import type { Json } from '../../../../lib/model/json';
import { findingsAfter } from './support/findings';

const rule = 'spec/rules/0';
const route = (changes: Parameters<typeof findingsAfter>[1]) => findingsAfter('HTTPRoute', changes);
const place = 'HTTPRoute/api/spec/rules/0';

describe('HTTPRoute', () => {
  test.each(['/', '/v1/items', '/a.b/~c/%20', '/.well-known/x', "/a:b@c;d=e,f+g!$&'()*"])(
    'matches the path "%s"',
    (value) => {
      expect(route({ [`${rule}/matches/0/path/value`]: value })).toEqual([]);
    },
  );

  test.each([
    'v1',
    '',
    '/a//b',
    '/a/./b',
    '/a/../b',
    '/a/..',
    '/a/.',
    '/a%2Fb',
    '/a%2fb',
    '/a#b',
    '/a b',
    '/ä',
    '/a?b',
    '/%zz',
    '/{a}',
    '/a\nb',
  ])('does not match the path %j', (value) => {
    const findings = route({ [`${rule}/matches/0/path/value`]: value });
    expect(findings).toEqual([`k8s/route-path ${place}/matches/0/path/value`]);
  });

  test('takes any expression as one', () => {
    expect(
      route({ [`${rule}/matches/0/path`]: { type: 'RegularExpression', value: '^/a/.+#$' }, [`${rule}/filters`]: [] }),
    ).toEqual([]);
  });

  test.each([
    'UPPER.example',
    'a_b.example',
    '-a.example',
    'a..b',
    '*.*.example',
    'a b',
    'a;}\nserver{',
    'http://a',
    'a:80',
    '*',
  ])('is not for the host name %j', (hostname) => {
    expect(route({ 'spec/hostnames': [hostname] })).toEqual(['k8s/illegal-value HTTPRoute/api/spec/hostnames/0']);
  });

  const filters = (...all: Json[]) => route({ [`${rule}/filters`]: all });
  const modifier = { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x'] } };
  const redirect = { type: 'RequestRedirect', requestRedirect: { hostname: 'b.example' } };
  const rewrite = { type: 'URLRewrite', urlRewrite: { hostname: 'b.example' } };
  const mirror = (more: Readonly<Record<string, Json>>) => ({
    type: 'RequestMirror',
    requestMirror: { backendRef: { name: 'api', port: 80 }, ...more },
  });

  test('takes filters of different types', () => {
    expect(filters(modifier, rewrite, mirror({ percent: 10 }), mirror({ fraction: { numerator: 1 } }))).toEqual([]);
  });

  test.each<[string, string, Json[]]>([
    ['a type without its member', 'filters/0', [{ type: 'URLRewrite' }]],
    ['a member of another type', 'filters/0/urlRewrite', [{ ...modifier, urlRewrite: { hostname: 'b.example' } }]],
    ['one type twice', 'filters', [modifier, modifier]],
    ['a share and a fraction', 'filters/0/requestMirror', [mirror({ percent: 1, fraction: { numerator: 1 } })]],
    ['more than the whole', 'filters/0/requestMirror/fraction', [mirror({ fraction: { numerator: 101 } })]],
    [
      'a path that does not say how',
      'filters/0/urlRewrite/path',
      [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath' } } }],
    ],
    ['a redirect beside back ends', 'filters', [redirect]],
  ])('does not take %s', (_, field, all) => {
    expect(filters(...all)).toEqual([`k8s/route-filter ${place}/${field}`]);
  });

  test('does not redirect and rewrite at once', () => {
    expect(route({ [`${rule}/backendRefs`]: [], [`${rule}/filters`]: [redirect, rewrite] })).toEqual([
      `k8s/route-filter ${place}/filters`,
    ]);
  });

  test('replaces a prefix only behind one prefix match', () => {
    expect(route({ [`${rule}/matches/0/path/type`]: 'Exact' })).toEqual([`k8s/route-filter ${place}/filters`]);
    expect(route({ [`${rule}/matches`]: undefined })).toEqual([]);
    expect(route({ [`${rule}/matches/1`]: { path: { value: '/v2' } } })).toEqual([`k8s/route-filter ${place}/filters`]);
  });

  test('has at most 16 rules, 64 matches in one, 128 in all, 16 back ends, 16 host names', () => {
    const many = (length: number, value: Json): Json[] => Array.from({ length }, () => value);
    const match = { path: { type: 'Exact', value: '/' } };
    const backend = { name: 'api', port: 80 };
    const only = { backendRefs: [backend] };
    expect(route({ 'spec/rules': many(16, only) })).toEqual([]);
    expect(route({ 'spec/rules': many(17, only) })).toEqual(['k8s/illegal-value HTTPRoute/api/spec/rules']);
    expect(route({ 'spec/rules': many(2, { matches: many(64, match) }) })).toEqual([]);
    expect(route({ 'spec/rules': [{ matches: many(65, match) }] })).toEqual([
      'k8s/illegal-value HTTPRoute/api/spec/rules/0/matches',
    ]);
    expect(route({ 'spec/rules': many(3, { matches: many(43, match) }) })).toEqual([
      'k8s/route-limit HTTPRoute/api/spec/rules',
    ]);
    expect(route({ [`${rule}/backendRefs`]: many(16, backend) })).toEqual([]);
    expect(route({ [`${rule}/backendRefs`]: many(17, backend) })).toEqual([`k8s/illegal-value ${place}/backendRefs`]);
    const hosts = Array.from({ length: 17 }, (_, index) => `h${index}.example`);
    expect(route({ 'spec/hostnames': hosts.slice(1) })).toEqual([]);
    expect(route({ 'spec/hostnames': hosts })).toEqual(['k8s/illegal-value HTTPRoute/api/spec/hostnames']);
  });

  test.each([
    ['10s', '10s', true],
    ['0s', '1h', true],
    ['1m30s', '90s', true],
    ['1m30s', '90001ms', false],
    ['1s', '1m', false],
  ])('with timeouts %s and %s: %p', (request, backendRequest, fits) => {
    expect(route({ [`${rule}/timeouts`]: { request, backendRequest } })).toEqual(
      fits ? [] : [`k8s/route-timeouts ${place}/timeouts`],
    );
  });

  test('names the port of a Service, and each listener once', () => {
    expect(route({ [`${rule}/backendRefs/0/port`]: undefined })).toEqual([
      `k8s/route-backend-port ${place}/backendRefs/0/port`,
    ]);
    expect(route({ 'spec/parentRefs/1': { name: 'public', sectionName: 'https' } })).toEqual([]);
    expect(route({ 'spec/parentRefs/1': { name: 'public', sectionName: 'http' } })).toEqual([
      'k8s/route-parents HTTPRoute/api/spec/parentRefs/1',
    ]);
    expect(route({ 'spec/parentRefs/1': { name: 'public' } })).toEqual([
      'k8s/route-parents HTTPRoute/api/spec/parentRefs/1',
    ]);
    expect(route({ 'spec/parentRefs/0/sectionName': 'htpp' })).toEqual([
      'k8s/route-listener HTTPRoute/api/spec/parentRefs/0/sectionName',
    ]);
  });

  test('may belong to a Gateway of another namespace that is not ours', () => {
    expect(route({ 'spec/parentRefs': [{ name: 'edge', namespace: 'infra' }] })).toEqual([]);
  });
});

describe('GRPCRoute', () => {
  const method = (value: Json) => findingsAfter('GRPCRoute', { 'spec/rules/0/matches/0/method': value });
  const refused = ['k8s/route-method GRPCRoute/engine/spec/rules/0/matches/0/method'];

  test('matches a service, a method or both', () => {
    expect(method({ service: 'shop.v1.Cart' })).toEqual([]);
    expect(method({ method: 'Get' })).toEqual([]);
    expect(method({ type: 'Exact' })).toEqual(refused);
    expect(method({ service: 'shop/v1' })).toContain(refused[0]);
    expect(method({ method: 'Get/It' })).toContain(refused[0]);
    expect(method({ type: 'RegularExpression', method: 'Get.*' })).toEqual([]);
  });
});

describe('Gateway', () => {
  const listener = (changes: Readonly<Record<string, Json>>, index = 0) =>
    findingsAfter(
      'Gateway',
      Object.fromEntries(Object.entries(changes).map(([key, value]) => [`spec/listeners/${index}/${key}`, value])),
    );

  test.each<[string, Readonly<Record<string, Json>>, number, string]>([
    ['tls on plain HTTP', { tls: { certificateRefs: [{ name: 'tls' }] } }, 0, 'http/tls'],
    ['a host name on TCP', { protocol: 'TCP' }, 0, 'http/hostname'],
    ['HTTPS that passes through', { tls: { mode: 'Passthrough' } }, 1, 'https/tls/mode'],
    ['an end of TLS without a certificate', { tls: { mode: 'Terminate' } }, 1, 'https/tls'],
  ])('does not take %s', (_, changes, index, field) => {
    expect(listener(changes, index)).toEqual([`k8s/listener Gateway/public/spec/listeners/${field}`]);
  });

  test('has listeners that differ in name and in port, protocol or host name', () => {
    expect(findingsAfter('Gateway', { 'spec/listeners/2': { name: 'b', port: 80, protocol: 'HTTP' } })).toEqual([]);
    expect(
      findingsAfter('Gateway', {
        'spec/listeners/2': { name: 'b', port: 80, protocol: 'HTTP', hostname: '*.shop.example' },
      }),
    ).toEqual(['k8s/listener Gateway/public/spec/listeners/b']);
    expect(findingsAfter('Gateway', { 'spec/listeners/2': { name: 'http', port: 81, protocol: 'HTTP' } })).toEqual([
      'k8s/duplicate-item Gateway/public/spec/listeners',
    ]);
  });

  test('asks for addresses of their type, each once', () => {
    const addresses = (...all: Json[]) => findingsAfter('Gateway', { 'spec/addresses': all });
    expect(addresses({ value: '2001:db8::1' }, { type: 'Hostname', value: 'a.example' })).toEqual([]);
    expect(addresses({ value: '203.0.113.256' })).toEqual([
      'k8s/gateway-address Gateway/public/spec/addresses/0/value',
    ]);
    expect(addresses({ type: 'Hostname', value: 'a b' })).toEqual([
      'k8s/gateway-address Gateway/public/spec/addresses/0/value',
    ]);
    expect(addresses({ value: '10.0.0.1' }, { value: '10.0.0.1' })).toEqual([
      'k8s/gateway-address Gateway/public/spec/addresses/1/value',
    ]);
  });
});
