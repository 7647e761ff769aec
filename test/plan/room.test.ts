import fc from 'fast-check';
import { placementOrder } from '../../lib/plan/placement-order';
import { planModel } from '../../lib/plan/plan-model';
import type { Model } from '../../lib/model/model';
import { reachableLoads } from './support/room-oracle';
import { faultsOf, modelOf, place, planOf, stack, tinySpec } from './support/tiny-specs';

describe('a stack whose services barely fit', () => {
  const geo = fc.constantFrom<{ regions: { min?: number; max?: number } }[]>(
    { regions: { max: 1 } },
    { regions: { max: 2 } },
    { regions: { min: 2, max: 2 } },
    { regions: { min: 1 } },
  );

  it('is refused only if no choice of regions has room for whole replicas, as trying all shows; a proof of that is right', () => {
    let planned = 0;
    let refused = 0;
    const proofs: string[] = [];
    fc.assert(
      fc.property(tinySpec({ cpus: fc.integer({ min: 3, max: 20 }), geo }), (spec) => {
        const model = modelOf(spec);
        const { plan, diagnostics } = planModel(model);
        const hasRoom = reachableLoads(model, loadsOf(model));
        if (plan !== null) planned += 1;
        else {
          refused += 1;
          proofs.push(...diagnostics.map(({ code }) => code).filter((code) => code.startsWith('plan/room-')));
        }
        expect(hasRoom).toBe(plan !== null);
      }),
      { seed: 31, numRuns: 40 },
    );
    expect(planned).toBeGreaterThan(8);
    expect(refused).toBeGreaterThan(8);
    expect(proofs).toContain('plan/room-lacking');
  });
});

/** Requests per second of every service of a chain whose first service takes all users. */
function loadsOf(model: Model): number[] {
  const users = model.demand.kind === 'points' ? model.demand.points : [];
  let load = users.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
  return placementOrder(model).services.map(({ id }, at, order) => {
    const call = model.calls.find(({ from, to }) => from === order[at - 1]?.id && to === id);
    load *= call?.perRequest ?? 1;
    return load;
  });
}

const rust = {
  language: 'rust',
  requestsPerSecondPerReplica: 50,
  resources: { cpu: 1 },
  geo: { regions: { max: 1 } },
} as const;
const paris = (requestsPerSecond: number) => [{ id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond }];
const regionsOf = (near: number, far: number) => [
  place('near', 48, 2, { capacity: { cpu: near, memoryGiB: 640 } }),
  place('far', 60, 40, { capacity: { cpu: far, memoryGiB: 640 } }),
];
/** b takes twice the load of a: it fits only into the larger region, which is where a is better off. */
const chain = { a: { ...rust, public: true, calls: [{ service: 'b', perRequest: 2 }] }, b: rust };

describe('services that are placed one by one', () => {
  it('leave the room that only a later and larger one cannot do without', () => {
    const plan = planOf(stack(regionsOf(30, 15), chain, paris(500)));
    const regions = plan.workloads.map(({ service, placements }) => [service, placements.map(({ region }) => region)]);
    expect(regions).toEqual([
      ['a', ['far']],
      ['b', ['near']],
    ]);
  });

  it('that together need more than all regions have are refused with that proof and its amounts', () => {
    const faults = faultsOf(stack(regionsOf(27, 10), chain, paris(500)));
    const { message } = faults.find(({ code }) => code === 'plan/room-lacking') ?? { message: '' };
    expect(message).toMatch(
      /^services "a", "b" need 30 CPU together, .*; "far", "near", .* room for 27.6 CPU at .* 80 %: no/,
    );
  });

  it('that fit in sum but in no choice of regions are refused without a claim that this is proved', () => {
    const faults = faultsOf(stack(regionsOf(35, 12), chain, paris(500)));
    expect(faults.map(({ code }) => code)).toContain('plan/room-not-found');
  });
});
