import { inRegionMs, latencyModel, roundTripMs } from '../../lib/geo/latency';
import { atlas } from '../../lib/plan/atlas';
import type { DemandPoint } from '../../lib/plan/plan';
import type { WorkloadRow } from '../../lib/plan/workload-rows';
import { modelOf } from './support/tiny-specs';

const model = modelOf({
  regions: ['aws:eu-west-2', 'aws:us-east-1', 'aws:ap-southeast-1'],
  topology: { kind: 'mesh' },
  name: 'shop',
  services: { api: { language: 'go' } },
});
const [singapore, london, virginia] = [0, 1, 2];
const lagos: DemandPoint = { id: 'lagos', lat: 6.45, lng: 3.39, country: 'NG', requestsPerSecond: 1, accessMs: 30 };
const paris: DemandPoint = { id: 'paris', lat: 48.86, lng: 2.35, country: 'FR', requestsPerSecond: 1 };
const from = (demand: DemandPoint): WorkloadRow => ({ kind: 'users', demand, requestsPerSecond: 1, bytes: 1 });
const callers = (region: string): WorkloadRow => ({
  kind: 'callers',
  region,
  requestsPerSecond: 1,
  bytes: 1,
  callers: [],
});
const { margin } = latencyModel;

test('without measurements every cell is the model, judged with its margin; access latency has none', () => {
  const ways = atlas(model.regions, [lagos, paris]);
  const [region] = [model.regions[london]];
  const modelled = roundTripMs(lagos, region ?? { lat: 0, lng: 0 });
  expect(ways.fromRow(from(lagos), london)).toBe(modelled + 30);
  expect(ways.assuredFromRow(from(lagos), london)).toBe(modelled * margin + 30);
  expect(ways.isMeasured(from(lagos), london)).toBe(false);
  expect(ways.roundTrip(london, london)).toBe(inRegionMs);
  expect(ways.fromRow(callers('aws:eu-west-2'), virginia)).toBe(ways.roundTrip(london, virginia));
  // 3 x 2 pairs of regions and 2 x 3 of a point and a region.
  expect([ways.measuredCells, ways.modelledCells]).toEqual([0, 12]);
});

test('a measured pair holds for both directions and is judged as it is', () => {
  const ways = atlas(
    model.regions,
    [lagos, paris],
    [
      { from: 'aws:eu-west-2', to: 'aws:us-east-1', rttMs: 76.5 },
      { from: 'aws:eu-west-2', to: 'lagos', rttMs: 101 },
    ],
  );
  expect(ways.roundTrip(london, virginia)).toBe(76.5);
  expect(ways.roundTrip(virginia, london)).toBe(76.5);
  expect(ways.assuredFromRow(callers('aws:us-east-1'), london)).toBe(76.5);
  expect(ways.fromRow(from(lagos), london)).toBe(131);
  expect(ways.assuredFromRow(from(lagos), london)).toBe(131);
  expect(ways.isMeasured(from(lagos), london)).toBe(true);
  expect(ways.isMeasured(from(lagos), virginia)).toBe(false);
  expect([ways.measuredCells, ways.modelledCells]).toEqual([3, 9]);
});

test('both directions of a pair may be given; from a demand point the one towards the region counts', () => {
  const ways = atlas(
    model.regions,
    [paris],
    [
      { from: 'aws:ap-southeast-1', to: 'aws:eu-west-2', rttMs: 160 },
      { from: 'aws:eu-west-2', to: 'aws:ap-southeast-1', rttMs: 170 },
      { from: 'aws:eu-west-2', to: 'paris', rttMs: 9 },
      { from: 'paris', to: 'aws:eu-west-2', rttMs: 8 },
    ],
  );
  expect(ways.roundTrip(singapore, london)).toBe(160);
  expect(ways.roundTrip(london, singapore)).toBe(170);
  expect(ways.fromRow(from(paris), london)).toBe(8);
});

test('a demand point with the id of a region does not take its measurements', () => {
  const twin: DemandPoint = { ...paris, id: 'aws:eu-west-2' };
  const ways = atlas(model.regions, [twin], [{ from: 'aws:us-east-1', to: 'aws:eu-west-2', rttMs: 76.5 }]);
  expect(ways.isMeasured(from(twin), virginia)).toBe(false);
  expect(ways.roundTrip(virginia, london)).toBe(76.5);
});
