import type { JsonObject } from '../../../../lib/model/json';
import type { EnvEntry, ServiceNode } from '../../../../lib/model/model';
import { regionManifests } from '../../../../synth/kubernetes/manifests/region-manifests';
import { model, stages } from '../../../support/shop-stages';
import { find, podOf } from '../support/objects';

function environmentOf(region: string, env?: readonly EnvEntry[]): readonly JsonObject[] {
  const change = (service: ServiceNode): ServiceNode =>
    service.id === 'api' && env !== undefined ? { ...service, env } : service;
  const regions = regionManifests({ ...stages, model: { ...model, services: model.services.map(change) } });
  return podOf(find(regions, region, 'Deployment', 'api')).container['env'] as readonly JsonObject[];
}

test('where the callee is in the region, its Service is the target; the user may refer to it in a later variable', () => {
  expect(environmentOf('aws:eu-west-2')).toEqual([
    { name: 'ENGINE_ADDR', value: 'engine.shop.svc.cluster.local:50051' },
    { name: 'ENGINE_URL', value: 'grpc://engine.shop.svc.cluster.local:50051' },
    { name: 'PAYMENTS_ADDR', value: 'pay.example:443' },
    { name: 'PAYMENTS_URL', value: 'https://pay.example:443' },
    { name: 'QUEUE_ADDR', value: 'queue.shop.svc.cluster.local:5672' },
    { name: 'QUEUE_URL', value: 'tcp://queue.shop.svc.cluster.local:5672' },
    { name: 'OBINEXUS_REGION', value: 'aws:eu-west-2' },
    { name: 'OBINEXUS_SERVICE', value: 'api' },
    { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
    { name: 'ENGINE_TARGET', value: 'dns:///$(ENGINE_ADDR)' },
  ]);
});

test("where it is in another region, the target is the callee's port 15002 of the region router", () => {
  expect(environmentOf('lagos-edge').slice(0, 2)).toEqual([
    { name: 'ENGINE_ADDR', value: 'region-router.shop.svc.cluster.local:15002' },
    { name: 'ENGINE_URL', value: 'grpc://region-router.shop.svc.cluster.local:15002' },
  ]);
});

test("a user's variable replaces ours of the same name: no name is there twice", () => {
  const names = environmentOf('lagos-edge', [{ kind: 'value', name: 'ENGINE_ADDR', value: 'elsewhere:1' }]).map(
    (variable) => variable['name'],
  );
  expect(names.filter((name) => name === 'ENGINE_ADDR')).toHaveLength(1);
  expect(names.at(-1)).toBe('ENGINE_ADDR');
});

test('a callee that has no steering row is our fault, and is thrown', () => {
  const routes = { ...stages.routes, steering: [] };
  expect(() => regionManifests({ ...stages, routes })).toThrow('steering of "engine" from "aws:eu-west-2"');
});
