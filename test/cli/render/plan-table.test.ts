import { painter } from '../../../cli/render/colour';
import { renderPlan } from '../../../cli/render/plan-table';
import type { Terminal } from '../../../cli/terminal';
import type { FailureRow, Plan, Workload } from '../../../lib/plan/plan';
import { model } from '../../support/shop-stages';

const plain = painter({ hasColour: false });
const terminal = (columns: number): Terminal => ({
  columns,
  isTerminal: false,
  hasColour: false,
  canRedraw: false,
  hasBoxes: true,
});

const workload: Workload = {
  service: 'api',
  requestsPerSecond: 12_000,
  placements: [
    {
      region: 'aws:eu-west-2',
      share: 0.6,
      requestsPerSecond: 7_200,
      replicas: 72,
      zones: 3,
      costUsdPerMonth: 1_234.5,
      reasons: [],
    },
    {
      region: 'lagos-edge',
      share: 0.4,
      requestsPerSecond: 4_800,
      replicas: 48,
      zones: 1,
      costUsdPerMonth: 800,
      reasons: [],
    },
  ],
  rejected: [],
  userFlows: [{ demand: 'london', region: 'aws:eu-west-2', requestsPerSecond: 7_200, latencyMs: 3 }],
  callFlows: [],
  latency: { meanMs: 20, p50Ms: 12.4, p99Ms: 90, worstMs: 143.6 },
  slo: { maxLatencyMs: 120, coverage: 0.95, covered: 0.978 },
  objective: { total: 100, latency: 60, compute: 40, egress: 0 },
};

const failure = (row: Partial<FailureRow>): FailureRow => ({
  kind: 'region',
  name: 'aws:eu-west-2',
  lost: ['aws:eu-west-2'],
  feasible: true,
  unserved: [],
  missing: [],
  meanLatencyMs: 60,
  worstLatencyMs: 181.2,
  maxUtilisation: 0.93,
  movedShare: 0.6,
  takeover: [],
  reroutes: [],
  slo: [],
  shortfall: null,
  repair: null,
  ...row,
});

function planOf(parts: Partial<Plan>): Plan {
  const region = (id: string): Plan['regions'][number] => ({
    id,
    capacityCpuMillis: null,
    capacityMemoryMiB: null,
    usedCpuMillis: 0,
    usedMemoryMiB: 0,
    utilisation: null,
  });
  return {
    kind: 'plan',
    version: 3,
    name: 'shop',
    digest: '',
    inputDigest: '',
    model,
    seed: 1,
    steps: 1,
    latencyModel: {
      id: 'waypoint-1',
      interceptMs: 0,
      msPerThousandKm: 10,
      margin: 1,
      p90AbsoluteErrorPercent: 18,
      measuredCells: 0,
      modelledCells: 6,
      accessMs: { least: 0, most: 0 },
    },
    objective: { total: 100_000, latency: 60_000, compute: 30_000, egress: 10_000 },
    lowerBound: 99_000,
    gap: 0.01,
    proof: 'bound',
    certificate: { kind: 'joint-lagrangian', quantumUsd: 1, classes: '', users: [], calls: [], room: [], coverage: [] },
    regions: ['aws:eu-west-2', 'lagos-edge', 'aws:us-east-1'].map((id) => region(id)),
    demand: { requestsPerSecond: 12_000, points: [] },
    workloads: [workload],
    failures: [
      failure({}),
      failure({
        name: 'lagos-edge',
        lost: ['lagos-edge'],
        feasible: false,
        unserved: ['api'],
        shortfall: '"api" lacks 4 cores',
        repair: {
          buy: [{ region: 'aws:eu-west-2', cpuMillis: 4000, memoryMiB: 0, usdPerMonth: 116.8 }],
          run: [],
          usdPerMonth: 116.8,
        },
        maxUtilisation: null,
        worstLatencyMs: 0,
      }),
    ],
    pairLosses: {
      pairs: 1,
      replayed: 1,
      infeasible: 1,
      worst: [
        {
          lost: ['aws:eu-west-2', 'lagos-edge'],
          unserved: ['api'],
          missing: 12_000,
          meanLatencyMs: 0,
          worstLatencyMs: 0,
          covered: 0,
          maxUtilisation: null,
        },
      ],
    },
    regionLatencyMs: [],
    origin: { construct: 'shop' },
    ...parts,
  };
}

test('a plan is a table of placements, one of lost regions, and the proof in words', () => {
  expect(renderPlan(planOf({}), terminal(100), plain)).toMatchInlineSnapshot(`
   "shop: 1 service in 2 of 3 regions, 12,000 requests/s from 0 places
   service  region         share  repl.  p50/worst ms         SLO  $/month  N-1
   ────────────────────────────────────────────────────────────────────────────
   api      aws:eu-west-2    60%     72        12/144  120 ms 98%    1,235  no
            lagos-edge       40%     48                                800
   ────────────────────────────────────────────────────────────────────────────

   If a region or a provider is lost
   lost           served  worst ms  fullest  moved
   ───────────────────────────────────────────────
   aws:eu-west-2  yes          181      93%  60.0%
   lagos-edge     no             -        -  60.0%
   ───────────────────────────────────────────────

   Without lagos-edge: "api" lacks 4 cores. Way out: buy 4 CPU in "aws:eu-west-2" (116.80 US$ a month).

   Of 1 pair of regions, 0 can be lost at once without a shortfall; the hardest is aws:eu-west-2 and
   lagos-edge, 12,000 requests/s without room.

   Objective 100,000.00 US$/month: waiting 60,000.00, compute 30,000.00, egress 10,000.00. No placement
   of all services together costs less than 99,000.00: the gap is at most 1.00% (proof: bound).
   Latencies are modelled round trips (waypoint-1); 9 of 10 are within 18 % of measured ones.
   "
  `);
});

test('no proof is said as such, a proved gap that rounds to nothing is no optimum', () => {
  const none = renderPlan(planOf({ proof: 'none' }), terminal(100), plain);
  expect(none.replaceAll('\n', ' ')).toContain('How far this is from optimal is not known (proof: none).');
  const tiny = renderPlan(planOf({ gap: 0.00001 }), terminal(100), plain);
  expect(tiny.replaceAll('\n', ' ')).toContain('the gap is at most 0.01% (proof: bound).');
  const optimal = renderPlan(planOf({ proof: 'optimal' }), terminal(100), plain);
  expect(optimal.replaceAll('\n', ' ')).toContain('No placement of all services together costs less (proof: optimal).');
});

test('a service that runs nowhere has a row, and one without callers no latency', () => {
  const nowhere = renderPlan(
    planOf({ workloads: [{ ...workload, placements: [] }], failures: [] }),
    terminal(100),
    plain,
  );
  expect(nowhere).toMatch(/^api\s+nowhere$/m);
  expect(nowhere).not.toContain('lost region');
  const idle = renderPlan(planOf({ workloads: [{ ...workload, userFlows: [] }] }), terminal(100), plain);
  expect(idle).not.toContain('12/144');
});

test.each([100, 80, 60, 40, 20])('no line is longer than a terminal of %i columns', (columns) => {
  for (const line of renderPlan(planOf({}), terminal(columns), plain).split('\n'))
    expect(Array.from(line).length).toBeLessThanOrEqual(columns);
});
