import { App } from '../constructs/app';
import { fromSpec } from '../constructs/from-spec';
import { toModel } from '../constructs/to-model';
import { knownRegions } from '../lib/geo/regions';
import type { Model } from '../lib/model/model';
import type { CallSpec, RegionObjectSpec, ServiceSpec, StackSpec } from '../lib/model/spec';
import { planModel } from '../lib/plan/plan-model';
import { mulberry32, randomIndex } from '../lib/plan/solvers/random';
import { verifyPlan } from '../lib/plan/verify/verify-plan';

/**
 * Plans whole stacks and checks the plans without the planner: `node bench/run.mjs joint`. Stacks of 30 services of a random
 * call graph in 50 regions with about 1,000 places of users, with and without limits of room, and one of 3 services in 20
 * regions with all 4,442 cities. CPU seconds of planning, CPU milliseconds of checking.
 */
function main(): void {
  process.stdout.write('stack                        US$/month    lower bound     gap  plan CPU s  verify CPU ms\n');
  for (const seed of [1, 2, 3])
    for (const limited of [false, true]) measure(`graph-${seed}${limited ? '-room' : ''}`, graphStack(seed, limited));
  measure('world-20x4442', worldStack());
}

function measure(name: string, spec: StackSpec): void {
  const model = modelOf(spec);
  const planning = process.cpuUsage();
  const { plan, diagnostics } = planModel(model);
  const seconds = cpuSeconds(planning);
  if (plan === null) throw new Error(`${name}: ${diagnostics.map(({ message }) => message).join('\n')}`);
  const times = [1, 2, 3, 4, 5].map(() => {
    const checking = process.cpuUsage();
    const { valid, faults } = verifyPlan(plan);
    if (!valid) throw new Error(`${name}: ${faults.join('\n')}`);
    return 1000 * cpuSeconds(checking);
  });
  const { objective, lowerBound, gap } = plan;
  const gapText = `${(100 * gap).toFixed(2)} %`;
  process.stdout.write(
    `${name.padEnd(22)} ${objective.total.toFixed(2).padStart(15)} ${lowerBound.toFixed(2).padStart(14)} ${gapText.padStart(7)} ${seconds.toFixed(1).padStart(11)} ${Math.min(
      ...times,
    )
      .toFixed(0)
      .padStart(14)}\n`,
  );
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

function modelOf(spec: StackSpec): Model {
  const { model, diagnostics } = toModel(fromSpec(new App(), spec));
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return model;
}

const pick = <T>(random: () => number, values: readonly T[]): T => values[randomIndex(random, values.length)] as T;

function regionsOf(random: () => number, count: number, cpus: number | null): RegionObjectSpec[] {
  const codes = [...knownRegions().values()]
    .filter(({ provider, country }) => ['aws', 'azure', 'gcp'].includes(provider) && country !== 'CN')
    .map(({ code }) => ({ key: random(), code }))
    .toSorted((a, b) => a.key - b.key);
  return codes.slice(0, count).map(({ code }, index) => {
    const region = { code, gateway: `192.0.2.${index + 1}` };
    if (cpus === null) return region;
    return Object.assign(region, { capacity: { cpu: cpus + randomIndex(random, cpus), memoryGiB: 2000 } });
  });
}

function graphStack(seed: number, limited: boolean): StackSpec {
  const random = mulberry32(seed);
  const services: Record<string, ServiceSpec> = {};
  const id = (index: number): string => `s${String(index).padStart(2, '0')}`;
  for (let index = 0; index < 30; index += 1) {
    const entry = index < 2;
    const later = Array.from({ length: 30 }, (_, at) => at).filter((at) => at > Math.max(1, index));
    const callees = later
      .map((at) => ({ key: random(), at }))
      .toSorted((a, b) => a.key - b.key)
      .slice(0, entry ? 4 : pick(random, [0, 1, 2, 2, 3]));
    const calls = callees.map(({ at }): CallSpec => ({
      service: id(at),
      perRequest: pick(random, [0.2, 0.5, 1, 1, 2]),
      bytes: pick(random, [512, 2048, 8192]),
    }));
    services[id(index)] = {
      language: 'go',
      public: entry,
      geo: { regions: { min: 1, max: entry ? pick(random, [4, 6, 8]) : pick(random, [1, 1, 2, 3, 3, 4, 5, 6]) } },
      requestsPerSecondPerReplica: pick(random, [100, 200, 400]),
      calls,
    };
  }
  return {
    name: 'graph',
    topology: { kind: 'hybrid' },
    regions: regionsOf(random, 50, limited ? 600 : null),
    demand: { cities: { minPopulation: 430_000 }, requestsPerSecond: 20_000 },
    services,
  };
}

function worldStack(): StackSpec {
  return {
    name: 'world',
    topology: { kind: 'hybrid' },
    regions: regionsOf(mulberry32(4), 20, 400),
    demand: { cities: { minPopulation: 100_000 }, requestsPerSecond: 50_000 },
    services: {
      web: { language: 'typescript', public: true, geo: { regions: { max: 8 } }, calls: ['api'] },
      api: { language: 'go', geo: { regions: { max: 6 } }, calls: ['store'] },
      store: { language: 'go', geo: { regions: { max: 2 } } },
    },
  };
}

main();
