import { knownRegions } from '../../lib/geo/regions';
import type { ServiceSpec, StackSpec } from '../../lib/model/spec';
import { planModel } from '../../lib/plan/plan-model';
import { workloadOf } from './support/oracle';
import { london, modelOf, place, planOf, stack, tokyo } from './support/tiny-specs';

const rust = { language: 'rust' } as const;
const user = (id: string, requestsPerSecond: number) => ({ id, lat: 48.9, lng: 2.4, requestsPerSecond });

function expectFiniteNumbers(value: unknown): void {
  // JSON writes what is not a number as null.
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  expect(JSON.stringify(value)).not.toMatch(/NaN|Infinity/);
}

describe('the planner', () => {
  it('plans a stack without regions and users for the laptop', () => {
    const plan = planOf({ name: 'laptop', services: { a: { ...rust, calls: ['b'] }, b: rust } });
    expect(
      plan.workloads.map(({ placements }) => placements.map(({ region, replicas }) => [region, replicas])),
    ).toEqual([[['local', 1]], [['local', 1]]]);
    expect(plan).toMatchObject({ proof: 'optimal', gap: 0, demand: { requestsPerSecond: 0, points: [] } });
    expectFiniteNumbers(plan);
  });

  it('places services that nobody calls where their reserve is cheapest', () => {
    const cheap = place('cheap', 0, 0, { price: { cpuHourUsd: 0.01, memoryGiBHourUsd: 0.001 } });
    const plan = planOf(stack([london, cheap, tokyo], { a: rust }));
    expect(plan.workloads[0]?.placements.map(({ region }) => region)).toEqual(['cheap']);
    expect(plan.proof).toBe('optimal');
    expectFiniteNumbers(plan);
  });

  it('leaves out places of users that send nothing', () => {
    const plan = planOf(stack([london, tokyo], { a: rust }, [user('quiet', 0), user('paris', 10)]));
    expect(workloadOf(plan, 'a').userFlows.map(({ demand }) => demand)).toEqual(['paris']);
    expectFiniteNumbers(plan);
  });

  it('plans regions and users that are all at the same place', () => {
    const regions = ['x', 'y', 'z'].map((id) => place(id, 48.9, 2.4));
    const service = { ...rust, geo: { regions: { min: 2 } } };
    const plan = planOf(stack(regions, { a: service }, [user('one', 10), user('two', 20)]));
    expect(workloadOf(plan, 'a').placements).toHaveLength(2);
    expect(plan.proof).toBe('optimal');
  });

  it('plans over all 254 known regions', () => {
    const regions = [...knownRegions().keys()].map((code) => ({ code, gateway: 'gateway.example.com' }));
    const demand = { cities: { minPopulation: 5_000_000 }, requestsPerSecond: 10_000 };
    const spec: StackSpec = {
      name: 'world',
      topology: { kind: 'star' },
      regions,
      demand,
      services: { a: { ...rust, geo: {} } },
    };
    const plan = planOf(spec);
    expect(workloadOf(plan, 'a').placements.length + workloadOf(plan, 'a').rejected.length).toBe(254);
    expect(plan.gap).toBeLessThan(0.01);
  });

  it('warns of a cycle of calls and has a plan', () => {
    const services = {
      a: { ...rust, public: true, calls: ['b'] },
      b: { ...rust, calls: ['c'] },
      c: { ...rust, calls: ['a'] },
    };
    const { plan, diagnostics } = planModel(modelOf(stack([london, tokyo], services, [user('paris', 10)])));
    expect(diagnostics.map(({ code }) => code)).toEqual(['plan/call-cycle']);
    expect(plan?.workloads.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([10, 10, 10]);
  });

  it('plans a chain of 2,000 services without running out of stack', () => {
    const id = (index: number): string => `s${String(index).padStart(4, '0')}`;
    const services = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index): [string, ServiceSpec] => [
        id(index),
        { ...rust, image: 'registry.example/a:1', ...(index < 1999 ? { calls: [id(index + 1)] } : {}) },
      ]),
    );
    const plan = planOf(stack([london, tokyo], services, [user('paris', 10)]));
    expect(workloadOf(plan, id(1999))).toMatchObject({ requestsPerSecond: 10, placements: [{ region: 'london' }] });
  });

  it('takes places of users with the names of members of every object for places like any other', () => {
    const plan = planOf(
      stack([london], { a: { ...rust, public: true } }, [user('toString', 10), user('__proto__', 5)]),
    );
    expect(workloadOf(plan, 'a').userFlows.map(({ demand }) => demand)).toEqual(['__proto__', 'toString']);
    expect(workloadOf(plan, 'a').requestsPerSecond).toBe(15);
  });
});
