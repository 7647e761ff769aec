import fc from 'fast-check';
import { compileRoutes } from '../../lib/router/compile';
import { failoverOverloads } from '../../lib/router/passes/failover-load';
import { steeringRows } from '../../lib/router/passes/steering';
import { planModel } from '../../lib/plan/plan-model';
import { routerReserve } from '../../lib/plan/constants';
import type { Plan } from '../../lib/plan/plan';
import { modelOf, place, stack } from '../plan/support/tiny-specs';
import { fixed } from '../topology/support/random-sites';
import { tightRooms } from './support/tight-rooms';

/** The losses and regions that overflow, as `lost region`. */
const found = (diagnostics: readonly { path: string; message: string }[]): string[] =>
  diagnostics.map(({ path, message }) => `${message.split('"')[1] ?? ''} ${path.split('/')[1] ?? ''}`).toSorted();

test('a warning stands for exactly the losses and regions where the tiers send more than fits', () => {
  const seen = { overflows: 0, quiet: 0, split: 0 };
  fc.assert(
    fc.property(tightRooms, fc.boolean(), ({ model, rate, cpus }, isByDistance) => {
      const { plan: planned } = planModel(model);
      if (planned === null) return;
      // Without the plan's answers, tiers follow by distance and overflow.
      const plan: Plan = isByDistance ? { ...planned, failures: [] } : planned;
      const rows = steeringRows(model, plan);
      const row = rows.find(({ service }) => service === 'api');
      const expected = planned.failures
        .filter(({ kind, feasible }) => kind === 'region' && feasible)
        .flatMap(({ name: lost }) => {
          const tier = row?.tiers.map(({ members }) => members.filter(({ site }) => site !== lost));
          const living = tier?.find((members) => members.length > 0) ?? [];
          const total = living.reduce((sum, { weight }) => sum + weight, 0);
          if (row?.tiers[0]?.members.length !== 1) seen.split += 1;
          return living.flatMap(({ site, weight }) => {
            const replicas = Math.ceil((0.99 * rate * (weight / total)) / 100 - 1e-9);
            const room = (cpus[Number(site.slice(1))] ?? 0) - routerReserve.cpuMillis / 1000;
            return replicas > room ? [`${lost} ${site}`] : [];
          });
        });
      expect(found(failoverOverloads(model, plan, rows))).toEqual(expected.toSorted());
      seen[expected.length > 0 ? 'overflows' : 'quiet'] += 1;
    }),
    { ...fixed, numRuns: 80 },
  );
  expect(seen.overflows).toBeGreaterThan(10);
  expect(seen.quiet).toBeGreaterThan(10);
  expect(seen.split).toBeGreaterThan(10);
});

test('the warning names the loss, the region, both rates and the room that is enough', () => {
  const regions = (cpu: number) => [
    place('home', 0, 0),
    place('near', 0, 1, { capacity: { cpu, memoryGiB: 99 } }),
    place('far', 0, 20, { capacity: { cpu: 20, memoryGiB: 99 } }),
    place('farther', 0, 40, { capacity: { cpu: 20, memoryGiB: 99 } }),
  ];
  const services = {
    web: { language: 'rust', public: true, geo: { allow: ['home'] }, calls: ['api'] },
    api: {
      language: 'rust',
      geo: { deny: ['home'], regions: { min: 3 } },
      resources: { cpu: 1, memory: '64Mi' },
      requestsPerSecondPerReplica: 100,
    },
  } as const;
  const users = [{ id: 'users', lat: 0, lng: 0, requestsPerSecond: 1200 }];
  const warned = (cpu: number): { code: string; path: string; message: string }[] => {
    const model = modelOf(stack(regions(cpu), services, users));
    const { plan } = planModel(model);
    if (plan === null) throw new Error('no plan');
    return compileRoutes(model, plan).diagnostics.map(({ code, path, message }) => ({ code, path, message }));
  };
  expect(warned(10)).toEqual([
    {
      code: 'router/failover-overload',
      path: 'regions/near/capacity',
      message:
        'without "far" the routers send more to the region "near" than the plan does and fill it to 130 %: "api" 1200 instead of 900 requests/s; give it 13 CPU and 1.25 GiB of memory, or its services more regions',
    },
  ]);
  expect(warned(13)).toEqual([]);
});
