import { App } from '../constructs/app';
import { fromSpec } from '../constructs/from-spec';
import { toModel } from '../constructs/to-model';
import type { Model } from '../lib/model/model';
import { atlas } from '../lib/plan/atlas';
import { auditBoard } from '../lib/plan/audit/board';
import { isShort } from '../lib/plan/audit/failure-row';
import { noLoss, pairLosses, singleLosses, usedRegions } from '../lib/plan/audit/losses';
import { pairRow } from '../lib/plan/audit/pair-losses';
import { replay } from '../lib/plan/audit/replay';
import { demandPoints } from '../lib/plan/demand';
import { failureTable } from '../lib/plan/failures';
import { placementOrder } from '../lib/plan/placement-order';
import type { UserFlow, Workload } from '../lib/plan/plan';
import { userRowsOf } from '../lib/plan/user-rows';

/**
 * Replays every loss of one region, zone and provider and of two regions of a service in 20 regions with users in 4,442
 * cities, at several shares of the capacity in use: `node bench/run.mjs audit`. Everybody is served by the nearest region,
 * each region has room for its load divided by the share. CPU seconds of this process.
 */
const codes = [
  'aws:us-east-1',
  'aws:us-west-2',
  'aws:ca-central-1',
  'aws:sa-east-1',
  'aws:eu-west-1',
  'aws:eu-central-1',
  'aws:eu-south-2',
  'aws:eu-north-1',
  'aws:af-south-1',
  'aws:me-south-1',
  'aws:ap-south-1',
  'aws:ap-southeast-1',
  'aws:ap-southeast-2',
  'aws:ap-southeast-3',
  'aws:ap-northeast-1',
  'aws:ap-northeast-2',
  'aws:ap-east-1',
  'gcp:us-central1',
  'gcp:southamerica-west1',
  'gcp:asia-south2',
] as const;
const requestsPerSecond = 200_000;
const perReplica = 50;

function seconds<Result>(run: () => Result): { readonly result: Result; readonly cpu: number } {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return { result, cpu: (user + system) / 1e6 };
}

function modelWith(capacities: ReadonlyMap<string, number>): Model {
  const { model, diagnostics } = toModel(
    fromSpec(new App(), {
      name: 'world',
      topology: { kind: 'mesh' },
      regions: codes.map((code) => ({ code, capacity: { cpu: capacities.get(code) ?? 1, memoryGiB: 1_000_000 } })),
      services: {
        api: {
          language: 'rust',
          geo: {},
          requestsPerSecondPerReplica: perReplica,
          resources: { cpu: 1, memory: '1Gi' },
        },
      },
      demand: { cities: { minPopulation: 100_000 }, requestsPerSecond },
    }),
  );
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return model;
}

/** Everybody at the nearest region, with the replicas for that. */
function nearestPlan(model: Model): Workload {
  const points = demandPoints(model.demand);
  const ways = atlas(model.regions, points);
  const [users] = [userRowsOf(points, placementOrder(model))];
  const flows = users.flatMap((row): UserFlow[] => {
    if (row.kind !== 'users') return [];
    const at = model.regions.reduce(
      (best, _, region) => (ways.fromRow(row, region) < ways.fromRow(row, best) ? region : best),
      0,
    );
    const region = model.regions[at]?.id ?? '';
    return [{ demand: row.demand.id, region, requestsPerSecond: row.requestsPerSecond, latencyMs: 0 }];
  });
  const placements = model.regions.map(({ id }) => {
    const load = flows.reduce((sum, flow) => sum + (flow.region === id ? flow.requestsPerSecond : 0), 0);
    const replicas = Math.max(1, Math.ceil(load / perReplica));
    return { region: id, share: 0, requestsPerSecond: load, replicas, zones: 3, costUsdPerMonth: 0, reasons: [] };
  });
  const unused = { total: 0, latency: 0, compute: 0, egress: 0 };
  return {
    service: 'api',
    requestsPerSecond,
    placements,
    rejected: [],
    userFlows: flows,
    callFlows: [],
    latency: { meanMs: 0, p50Ms: 0, p99Ms: 0, worstMs: 0 },
    slo: null,
    objective: unused,
  } as Partial<Workload> as Workload;
}

function main(): void {
  const loads = new Map(nearestPlan(modelWith(new Map())).placements.map(({ region, replicas }) => [region, replicas]));
  process.stdout.write('in use   N-1: losses  short  CPU s  with ways out, pairs   N-2: pairs  short  CPU s\n');
  for (const share of [0.5, 0.7, 0.8, 0.9, 0.97]) {
    const model = modelWith(new Map([...loads].map(([region, replicas]) => [region, Math.ceil(replicas / share) + 1])));
    const points = demandPoints(model.demand);
    const order = placementOrder(model);
    const workload = nearestPlan(model);
    const input = {
      model,
      order,
      workloads: new Map([['api', workload]]),
      userRows: userRowsOf(points, order),
      atlas: atlas(model.regions, points),
    };
    const used = usedRegions([workload]);
    const single = seconds(() => {
      const board = auditBoard(input);
      const base = replay(board, noLoss, null);
      const losses = singleLosses(model.regions, used);
      return { board, base, after: losses.map((loss) => replay(board, loss, base)) };
    });
    const { board, base, after } = single.result;
    const short = after.filter(({ services }) => services.some(isShort)).length;
    const whole = seconds(() => failureTable(input));
    const double = seconds(() =>
      pairLosses(model.regions, used).map((loss) => pairRow(board, replay(board, loss, base))),
    );
    const shortPairs = double.result.filter(({ unserved }) => unserved.length > 0).length;
    const cells = [
      `${Math.round(100 * share)} %`.padStart(6),
      String(after.length).padStart(13),
      String(short).padStart(6),
      single.cpu.toFixed(2).padStart(6),
      whole.cpu.toFixed(2).padStart(21),
      String(double.result.length).padStart(13),
      String(shortPairs).padStart(6),
      double.cpu.toFixed(2).padStart(6),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
  }
}

main();
