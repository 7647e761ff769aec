import fc from 'fast-check';
import type { StackSpec } from '../../../lib/model/spec';
import type { FailureRow } from '../../../lib/plan/plan';
import { replayRegionLosses } from '../../../lib/plan/audit/audit-plan';
import { noLoss, pairLosses, singleLosses, usedRegions, type Loss } from '../../../lib/plan/audit/losses';
import { isShort } from '../../../lib/plan/audit/failure-row';
import { replay } from '../../../lib/plan/audit/replay';
import { failureTable } from '../../../lib/plan/failures';
import { audited, auditedPlan, type Audited } from '../support/audited';
import { place, planOf, spread, stack, tinySpec } from '../support/tiny-specs';

const paris = { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 1000 };
const rust = { language: 'rust', requestsPerSecondPerReplica: 50, resources: { cpu: 1 } } as const;

function stackOf(spec: Parameters<typeof audited>[0]): Audited {
  const found = audited(spec);
  if (found === null) throw new Error('the stack cannot be placed');
  return found;
}

const rowsOf = (spec: Parameters<typeof audited>[0]): readonly FailureRow[] => failureTable(stackOf(spec).input).rows;
const missing = (stacked: Audited, loss: Loss): number =>
  replay(stacked.board, loss, stacked.base).services.reduce((sum, each) => sum + (isShort(each) ? each.short : 0), 0);

describe('the losses that are replayed', () => {
  const regions = [
    place('a1', 50, 0, { failureDomains: ['grid'] }),
    place('a2', 51, 1, { failureDomains: ['grid', 'own'] }),
    place('a3', 52, 2, { zones: ['only'] }),
  ];

  it('are every used region, one zone of each that has several, and what several of them share', () => {
    const { model } = stackOf(
      stack(
        [...regions, 'aws:eu-west-1', 'aws:eu-west-2', 'gcp:europe-west1'].map((each) =>
          typeof each === 'string' ? { code: each, gateway: 'x.example.com' } : each,
        ),
        { a: { ...rust, geo: { regions: { min: 6 } } } },
        [paris],
      ),
    );
    const names = singleLosses(model.regions, new Set(model.regions.map(({ id }) => id))).map(
      ({ kind, name, regions: lost }) => `${kind} ${name}: ${lost.join(' ')}`,
    );
    expect(names).toEqual([
      'region a1: a1',
      'region a2: a2',
      'region a3: a3',
      'region aws:eu-west-1: aws:eu-west-1',
      'region aws:eu-west-2: aws:eu-west-2',
      'region gcp:europe-west1: gcp:europe-west1',
      'zone a zone of a1: a1',
      'zone a zone of a2: a2',
      'zone a zone of aws:eu-west-1: aws:eu-west-1',
      'zone a zone of aws:eu-west-2: aws:eu-west-2',
      'zone a zone of gcp:europe-west1: gcp:europe-west1',
      'provider aws: aws:eu-west-1 aws:eu-west-2',
      'domain grid: a1 a2',
    ]);
    expect(pairLosses(model.regions, new Set(['a1', 'a2', 'a3'])).map(({ name }) => name)).toEqual([
      'a1 and a2',
      'a1 and a3',
      'a2 and a3',
    ]);
  });

  it('but for zones, are what the routers are told of', () => {
    const plan = planOf(stack(regions, { a: { ...rust, public: true, geo: { regions: { min: 3 } } } }, [paris]));
    const told = replayRegionLosses(plan.model, plan).map(({ loss }) => `${loss.kind} ${loss.name}`);
    expect(told).toEqual(['region a1', 'region a2', 'region a3', 'domain grid']);
  });

  it('of a provider or a domain of two regions mean what the loss of that pair means', () => {
    const two = regions.map((region) => Object.assign({}, region, { capacity: { cpu: 14, memoryGiB: 999 } }));
    const stacked = stackOf(stack(two, { a: { ...rust, geo: { regions: { min: 3 } } } }, [paris]));
    const { rows, pairs } = failureTable(stacked.input);
    const grid = rows.find(({ kind }) => kind === 'domain');
    const pair = pairs.worst.find(({ lost }) => lost.join() === 'a1,a2');
    expect(grid?.lost).toEqual(['a1', 'a2']);
    expect(grid?.missing.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([pair?.missing]);
    expect(pair?.missing).toBeGreaterThan(0);
    expect(grid?.worstLatencyMs).toBe(pair?.worstLatencyMs);
  });
});

describe('the loss of a zone', () => {
  const region = (cpu: number) => place('one', 50, 0, { capacity: { cpu, memoryGiB: 999 } });
  const zoneRow = (cpu: number, more: object = {}) =>
    rowsOf(stack([region(cpu)], { a: { ...rust, ...more } }, [paris])).find(({ kind }) => kind === 'zone');

  it('takes a third of the capacity of a region of three zones, no more and no less', () => {
    // 20 replicas of 1 CPU in one region: 2/3 of 30 CPU hold them, of 29 not.
    expect(zoneRow(30)).toMatchObject({ feasible: true, movedShare: 0, maxUtilisation: 1 });
    expect(zoneRow(29)).toMatchObject({ feasible: false, unserved: ['a'] });
    expect(zoneRow(29)?.missing).toEqual([{ service: 'a', requestsPerSecond: 50, demand: 1000, full: ['one'] }]);
  });

  it('is closed by half as much again as what is missing: a third of what is bought is in the lost zone', () => {
    expect(zoneRow(29)?.repair?.buy).toMatchObject([{ region: 'one', cpuMillis: 1000 }]);
  });

  it('ends a service whose only replica ran there', () => {
    const idle = rowsOf(stack([region(30)], { a: { ...rust, tier: 'open' } })).find(({ kind }) => kind === 'zone');
    expect(idle).toMatchObject({ feasible: false, unserved: ['a'], shortfall: 'nothing runs anywhere else' });
  });
});

describe('capacity and losses', () => {
  const options = {
    cpus: fc.integer({ min: 6, max: 30 }),
    geo: fc.constant({ regions: { min: 3 } }),
    tier: fc.constant('open' as const),
    minRegions: 3,
  };
  const single = tinySpec(options).map((spec): StackSpec =>
    Object.assign({}, spec, { services: { a: { ...spec.services['a'], calls: [] } } }),
  );

  it('more capacity never leaves more requests without room, two lost regions never fewer than one of them', () => {
    const seen = { compared: 0, short: 0 };
    fc.assert(
      fc.property(single, spread(1, 3), (spec, factor) => {
        const stacked = audited(spec);
        if (stacked === null) return;
        const { model, input } = stacked;
        const larger = auditedPlan(
          {
            ...model,
            regions: model.regions.map((region) => ({
              ...region,
              capacity: region.capacity && {
                cpuMillis: region.capacity.cpuMillis * factor,
                memoryMiB: region.capacity.memoryMiB * factor,
              },
            })),
          },
          input.workloads,
        );
        const used = usedRegions([...input.workloads.values()]);
        const ones = new Map(singleLosses(model.regions, used).map((loss) => [loss.name, missing(stacked, loss)]));
        for (const loss of singleLosses(model.regions, used))
          expect(missing(larger, loss)).toBeLessThanOrEqual((ones.get(loss.name) ?? 0) + 1e-6);
        for (const pair of pairLosses(model.regions, used)) {
          const both = missing(stacked, pair);
          for (const id of pair.regions) expect(both).toBeGreaterThanOrEqual((ones.get(id) ?? NaN) - 1e-6);
          seen.compared += 1;
          seen.short += both > 0 ? 1 : 0;
        }
        expect(missing(stacked, noLoss)).toBe(0);
      }),
      { seed: 41, numRuns: 40 },
    );
    expect(seen.short).toBeGreaterThan(10);
    expect(seen.compared - seen.short).toBeGreaterThan(10);
  });
});
