import { stringify } from 'yaml';
import { App } from '../../constructs/app';
import { fromSpec } from '../../constructs/from-spec';
import { toModel } from '../../constructs/to-model';
import { parseConfig } from '../../lib/config/parse';
import type { Diagnostic } from '../../lib/model/diagnostic';
import { planModel } from '../../lib/plan/plan-model';
import { backendsFor } from '../../lib/router/backends/registry';
import { compileRoutes } from '../../lib/router/compile';

interface Values {
  readonly service?: string;
  readonly host?: string;
  readonly publicPath?: string;
  readonly health?: string;
  readonly grpcHealth?: string;
  readonly gateway?: string;
  readonly externalHost?: string;
  readonly egress: 'envoy' | 'haproxy';
}

/** Two regions that call each other through their routers, as a document. */
function documentOf(values: Values): string {
  const service = values.service ?? 'api';
  return stringify({
    name: 'shop',
    topology: { kind: 'mesh' },
    regions: [
      { code: 'aws:eu-west-2', gateway: values.gateway ?? '192.0.2.10' },
      { code: 'aws:us-east-1', gateway: '192.0.2.20' },
    ],
    router: { egress: values.egress },
    external_services: { pay: { host: values.externalHost ?? 'pay.example', port: 443 } },
    services: {
      frontend: {
        language: 'go',
        geo: { regions: { min: 2 } },
        public: { hosts: [values.host ?? 'shop.example'], path: values.publicPath ?? '/' },
        calls: [service, 'users', 'pay'],
      },
      [service]: {
        language: 'go',
        geo: { allow: ['aws:us-east-1'] },
        health: { startup: '/startupz', readiness: values.health ?? '/readyz', liveness: '/livez' },
      },
      users: {
        language: 'go',
        protocol: 'grpc',
        geo: { allow: ['aws:us-east-1'] },
        health: { readiness: values.grpcHealth ?? 'users.v1' },
      },
    },
  });
}

/** The findings of the whole way and all text and objects that come out of it. */
function compileText(values: Values): { readonly findings: readonly Diagnostic[]; readonly output: string } {
  const { spec, diagnostics } = parseConfig(documentOf(values), 'obinexus.yml');
  if (spec === null) return { findings: diagnostics, output: '' };
  const { model, diagnostics: faults } = toModel(fromSpec(new App(), spec));
  if (model === null) return { findings: faults, output: '' };
  const { plan, diagnostics: planFaults } = planModel(model);
  if (plan === null) return { findings: planFaults, output: '' };
  const { routes, diagnostics: routeFaults } = compileRoutes(model, plan);
  if (routes === null) return { findings: routeFaults, output: '' };
  return { findings: [], output: JSON.stringify(backendsFor(routes).map((backend) => backend.emit(routes))) };
}

const attacks = [
  'x\n  bind :80',
  'x\r\nbackend evil',
  'x}',
  'x{',
  'x #',
  'x#y',
  'x;y',
  'x`id`',
  'x$(id)',
  'x${HOME}',
  '$host',
  'x"y',
  "x'y",
  'x y',
  'x\\y',
  'x\u2028y',
  'x\u0000y',
  'a;}\nserver{',
  '%{ for }',
  '%REQ(:path)%"',
  '<script>',
];
const slots = ['service', 'host', 'publicPath', 'health', 'grpcHealth', 'gateway', 'externalHost'] as const;

describe.each(['envoy', 'haproxy'] as const)('over %s', (egress) => {
  test('the document with harmless values compiles and holds each of them', () => {
    const values = {
      service: 'safe-api',
      host: 'safe.example',
      publicPath: '/safe-path',
      health: '/safe?probe=1',
      gateway: 'gw.example',
    };
    const { findings, output } = compileText({ ...values, egress });
    expect(findings).toEqual([]);
    for (const value of ['safe-api', 'safe.example', '/safe-path', '/safe?probe=1']) expect(output).toContain(value);
  });

  describe.each(slots)('text that would leave its place in %s', (slot) => {
    test.each(attacks)('is refused with a finding at the border: %j', (attack) => {
      const value = slot === 'publicPath' || slot === 'health' ? `/${attack}` : attack;
      const { findings, output } = compileText({ [slot]: value, egress });
      expect(output).toBe('');
      expect(findings.filter(({ severity }) => severity === 'error')).not.toEqual([]);
      for (const { message } of findings) expect(message).not.toMatch(/[\n\r\0\u2028]/);
    });
  });

  test('every character that a health path may have reaches the router as it is', () => {
    const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
    const accepted = printable.filter((each) => compileText({ health: `/a${each}b`, egress }).findings.length === 0);
    expect(accepted.join('')).toContain('%');
    for (const each of accepted) expect(compileText({ health: `/a${each}b`, egress }).output).toContain(`/a${each}b`);
  });
});
