import { argumentName, snakeCase } from '../../../synth/terraform/argument-name';
import { terraformModule } from '../../../synth/terraform/module';
import { toResources } from '../../../synth/terraform/resource';
import { literal } from '../../../synth/terraform/template';
import { shopManifests } from '../../support/shop-manifests';

const resources = toResources(shopManifests);
const byAddress = new Map(resources.map((each) => [`${each.type}.${each.id}`, each]));

test.each([
  ['seLinuxOptions', 'se_linux_options'],
  ['clusterIPs', 'cluster_ips'],
  ['hostIP', 'host_ip'],
  ['fsGroup', 'fs_group'],
  ['requiredDuringSchedulingIgnoredDuringExecution', 'required_during_scheduling_ignored_during_execution'],
])('%s is %s in Terraform', (field, name) => expect(snakeCase(field)).toBe(name));

test('a repeated block is named in the singular only where the schema says so', () => {
  expect(argumentName('containers', { container: ['container', 'list'] })).toBe('container');
  expect(argumentName('policyTypes', { policy_types: ['policyTypes', 'list'] })).toBe('policy_types');
  expect(argumentName('constructor', {})).toBeUndefined();
});

test('every kind becomes a typed resource but the two that no typed resource can say', () => {
  const untyped = resources.filter((each) => each.untyped !== null);
  expect(untyped.map((each) => [each.id, each.untyped])).toEqual([
    ['http_route_frontend', []],
    ['pod_disruption_budget_api', ['spec.unhealthyPodEvictionPolicy']],
  ]);
});

test('arguments have the types that the provider declares', () => {
  const deployment = byAddress.get('kubernetes_deployment_v1.deployment_api')?.arguments;
  expect(deployment).toMatchObject({
    spec: {
      replicas: '3',
      selector: { match_labels: { app: 'api' } },
      template: {
        spec: {
          automount_service_account_token: false,
          security_context: { run_as_user: '10001', se_linux_options: { level: 's0:c123,c456' } },
          container: [
            {
              port: [{ container_port: 8080, name: 'http' }],
              readiness_probe: { grpc: [{ port: 8080, service: 'ready' }] },
            },
          ],
          volume: [{ empty_dir: { size_limit: '64Mi' }, name: 'tmp' }, { name: 'config' }],
        },
      },
    },
  });
});

test('a workload waits for its namespace, service account and config map', () => {
  expect(byAddress.get('kubernetes_deployment_v1.deployment_api')?.dependsOn).toEqual([
    'kubernetes_config_map_v1.config_map_api',
    'kubernetes_namespace_v1.namespace_shop',
    'kubernetes_service_account_v1.service_account_api',
  ]);
});

test('the order of the manifests changes no byte', () => {
  const reversed = toResources(shopManifests.toReversed());
  expect(JSON.stringify(terraformModule('x', reversed))).toBe(JSON.stringify(terraformModule('x', resources)));
});

test.each([
  ['${file("/etc/passwd")}', '$${file("/etc/passwd")}'],
  ['%{ for x in y }', '%%{ for x in y }'],
  ['$${x}', '$$${x}'],
  ['$(NAME) 100% $5', '$(NAME) 100% $5'],
])('%s is written as %s and stays text', (text, written) => expect(literal(text)).toBe(written));

test('no string or key of a user reaches the module as an expression', () => {
  const module = JSON.stringify(terraformModule('x', resources)['resource']);
  expect(module.match(/(?<![$])\$\{|(?<!%)%\{/g)).toBeNull();
});
