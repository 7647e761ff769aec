import fc, { type Arbitrary } from 'fast-check';
import { App } from '../../../constructs/app';
import { fromSpec } from '../../../constructs/from-spec';
import { toModel } from '../../../constructs/to-model';
import type { Model } from '../../../lib/model/model';
import type { RegionObjectSpec, ServiceSpec, StackSpec } from '../../../lib/model/spec';
import type { Plan } from '../../../lib/plan/plan';
import { planModel } from '../../../lib/plan/plan-model';

export function modelOf(spec: StackSpec): Model {
  const { model, diagnostics } = toModel(fromSpec(new App(), spec));
  if (model === null) throw new Error(diagnostics.map((each) => each.message).join('\n'));
  return model;
}

export function planOf(spec: StackSpec): Plan {
  const { plan, diagnostics } = planModel(modelOf(spec));
  if (plan === null) throw new Error(diagnostics.map((each) => each.message).join('\n'));
  return plan;
}

/** The codes and messages of a stack that cannot be planned. */
export function faultsOf(spec: StackSpec): { code: string; message: string; path: string }[] {
  const { plan, diagnostics } = planModel(modelOf(spec));
  if (plan !== null) throw new Error('the stack has a plan');
  return diagnostics.map(({ code, message, path }) => ({ code, message, path }));
}

export const place = (
  id: string,
  lat: number,
  lng: number,
  more: Partial<RegionObjectSpec> = {},
): RegionObjectSpec => ({
  id,
  lat,
  lng,
  country: 'NG',
  gateway: `${id}.example.com`,
  ...more,
});

export const london = place('london', 51.5, -0.13, { country: 'GB' });
export const tokyo = place('tokyo', 35.7, 139.7, { country: 'JP' });
export const lagos = place('lagos', 6.45, 3.39);
export const frankfurt = place('frankfurt', 50.1, 8.7, { country: 'DE' });

/** A stack of these regions and services; users are where `users` says, in requests per second. */
export function stack(
  regions: readonly RegionObjectSpec[],
  services: StackSpec['services'],
  users: readonly { id: string; lat: number; lng: number; requestsPerSecond: number }[] = [],
  more: Partial<StackSpec> = {},
): StackSpec {
  return {
    name: 'tiny',
    ...(regions.length > 1 ? { topology: { kind: 'mesh' as const } } : {}),
    regions,
    services,
    ...(users.length > 0 ? { demand: { points: users } } : {}),
    ...more,
  };
}

/** Evenly spread, where `fc.double` would favour what is close to zero. */
export const spread = (min: number, max: number): Arbitrary<number> =>
  fc.integer({ min: 0, max: 10_000 }).map((step) => min + ((max - min) * step) / 10_000);

const latitude = spread(-60, 65);
const longitude = spread(-180, 180);
const price = fc.record({
  cpuHourUsd: spread(0.01, 0.2),
  memoryGiBHourUsd: spread(0.001, 0.02),
  egressGiBUsd: spread(0, 0.2),
});

export interface TinyOptions {
  /** CPUs of each region; none = unlimited. */
  readonly cpus?: Arbitrary<number>;
  readonly geo?: Arbitrary<NonNullable<ServiceSpec['geo']>>;
  readonly tier?: Arbitrary<NonNullable<ServiceSpec['tier']>>;
  readonly minRegions?: number;
  readonly minUsers?: number;
}

/** Up to five regions, eight places of users, and a chain a -> b -> c of services; a is public. */
export function tinySpec({ cpus, geo, tier, minRegions = 2, minUsers = 1 }: TinyOptions = {}): Arbitrary<StackSpec> {
  const region = fc.record({ lat: latitude, lng: longitude, price, cpu: cpus ?? fc.constant(0) });
  const user = fc.record({ lat: latitude, lng: longitude, rate: fc.integer({ min: 20, max: 800 }) });
  const service = fc.record({
    perReplica: fc.integer({ min: 20, max: 200 }),
    geo: geo ?? fc.constant({}),
    tier: tier ?? fc.constantFrom('open' as const, 'business' as const),
    perRequest: spread(0.2, 3),
    bytes: fc.integer({ min: 100, max: 200_000 }),
  });
  return fc
    .record({
      regions: fc.array(region, { minLength: minRegions, maxLength: 5 }),
      users: fc.array(user, { minLength: minUsers, maxLength: 8 }),
      services: fc.array(service, { minLength: 1, maxLength: 3 }),
    })
    .map(({ regions, users, services }) =>
      stack(
        regions.map(({ cpu, ...more }, index) =>
          place(`r${index}`, more.lat, more.lng, {
            price: more.price,
            ...(cpu > 0 ? { capacity: { cpu, memoryGiB: 1000 } } : {}),
          }),
        ),
        Object.fromEntries(
          services.map((each, index): [string, ServiceSpec] => [
            'abc'.charAt(index),
            {
              language: 'rust',
              geoEnabled: true,
              geo: each.geo,
              tier: each.tier,
              requestsPerSecondPerReplica: each.perReplica,
              resources: { cpu: '500m', memory: '256Mi' },
              ...(index === 0 ? { public: true } : {}),
              ...(index + 1 < services.length
                ? {
                    calls: [{ service: 'abc'.charAt(index + 1), perRequest: each.perRequest, bytes: each.bytes }],
                  }
                : {}),
            },
          ]),
        ),
        users.map(({ lat, lng, rate }, index) => ({ id: `u${index}`, lat, lng, requestsPerSecond: rate })),
      ),
    );
}
