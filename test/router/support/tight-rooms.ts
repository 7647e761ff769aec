import fc from 'fast-check';
import type { Model } from '../../../lib/model/model';
import { modelOf, place, spread, stack } from '../../plan/support/tiny-specs';

/** `web` in region r0, where its users are, calls `api`, which runs in others: requests per second, and CPUs of r1, r2, ... */
export interface TightRooms {
  readonly model: Model;
  readonly rate: number;
  readonly cpus: readonly number[];
}

/** A replica of `api`: 1 CPU, 100 requests per second. */
export const tightRooms = fc
  .record({
    coordinates: fc.array(fc.tuple(spread(-50, 60), spread(-170, 170)), { minLength: 4, maxLength: 5 }),
    cpus: fc.array(fc.integer({ min: 6, max: 16 }), { minLength: 5, maxLength: 5 }),
    part: spread(0.6, 1),
  })
  .map(({ coordinates, cpus, part }): TightRooms => {
    // What the largest region can serve alone, or somewhat less.
    const rate = Math.floor(part * 100 * (0.8 * Math.max(...cpus) - 1));
    const regions = coordinates.map(([lat, lng], at) =>
      place(`r${at}`, lat, lng, at === 0 ? {} : { capacity: { cpu: cpus[at] ?? 0, memoryGiB: 99 } }),
    );
    const [home] = coordinates;
    const users = [{ id: 'users', lat: home?.[0] ?? 0, lng: home?.[1] ?? 0, requestsPerSecond: rate }];
    const services = {
      web: { language: 'rust', public: true, geo: { allow: ['r0'] }, calls: ['api'] },
      api: {
        language: 'rust',
        geo: { deny: ['r0'], regions: { min: 3 } },
        resources: { cpu: 1 },
        requestsPerSecondPerReplica: 100,
      },
    } as const;
    return { model: modelOf(stack(regions, services, users)), rate, cpus };
  });
