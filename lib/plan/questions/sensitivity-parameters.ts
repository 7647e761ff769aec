import type { Price } from '../../model/model';
import type { Atlas } from '../atlas';
import type { JointInput } from '../joint/joint-problem';
import type { Plan, Workload } from '../plan';

/** A number that the plan rests on, and how the stack would be with it changed. */
export interface Parameter {
  readonly kind: 'compute price' | 'egress price' | 'user round trip' | 'round trip';
  /** Sorted: the region whose price it is or that users reach, or the two ends of a path. */
  readonly regions: readonly string[];
  readonly unit: 'US$/CPU-hour' | 'US$/GiB' | 'ms';
  readonly today: number;
  /** With this number times a factor; compute prices take memory along. */
  change(input: JointInput, factor: number): JointInput;
}

/** What a service's cost depends on: prices of its regions, round trips of its users and of the calls that it makes and answers. */
export function parametersOf(plan: Plan, workload: Workload): Parameter[] {
  const prices = workload.placements.flatMap(({ region }) => pricesOf(plan, region));
  const users = workload.placements.flatMap(({ region }) => userPath(workload, region));
  return [...prices, ...users, ...callPaths(plan, workload)].filter(({ today }) => today > 0);
}

function pricesOf({ model }: Plan, id: string): Parameter[] {
  const region = model.regions.find((each) => each.id === id);
  if (region === undefined) return [];
  const { cpuHourUsd, egressGiBUsd } = region.price;
  const priced =
    (scale: (price: Price, factor: number) => Price): Parameter['change'] =>
    (input, factor) => ({
      ...input,
      model: {
        ...input.model,
        regions: input.model.regions.map((each) =>
          each.id === id ? { ...each, price: scale(each.price, factor) } : each,
        ),
      },
    });
  return [
    {
      kind: 'compute price',
      regions: [id],
      unit: 'US$/CPU-hour',
      today: cpuHourUsd,
      change: priced((price, factor) => ({
        ...price,
        cpuHourUsd: price.cpuHourUsd * factor,
        memoryGiBHourUsd: price.memoryGiBHourUsd * factor,
      })),
    },
    {
      kind: 'egress price',
      regions: [id],
      unit: 'US$/GiB',
      today: egressGiBUsd,
      change: priced((price, factor) => ({ ...price, egressGiBUsd: price.egressGiBUsd * factor })),
    },
  ];
}

/** Of all users to a region, by the same factor; today's is the mean of those whom the service serves there. */
function userPath({ userFlows }: Workload, id: string): Parameter[] {
  const own = userFlows.filter(({ region }) => region === id);
  const rate = own.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
  if (rate === 0) return [];
  const change: Parameter['change'] = (input, factor) => {
    const site = input.atlas.indexOf(id);
    const count = input.model.regions.length;
    return { ...input, atlas: scaledAtlas(input.atlas, factor, (origin, to) => origin >= count && to === site) };
  };
  const today = own.reduce((sum, flow) => sum + (flow.requestsPerSecond / rate) * flow.latencyMs, 0);
  return [{ kind: 'user round trip', regions: [id], unit: 'ms', today, change }];
}

/** Pairs of regions that the service's calls go between, in both directions by the same factor; sorted. */
function callPaths({ workloads }: Plan, { service }: Workload): Parameter[] {
  const paths = new Map<string, { readonly ends: readonly [string, string]; readonly latencyMs: number }>();
  for (const { service: callee, callFlows } of workloads)
    for (const { service: caller, from, to, latencyMs, requestsPerSecond } of callFlows) {
      if ((caller !== service && callee !== service) || from === to || requestsPerSecond === 0) continue;
      const ends = from < to ? ([from, to] as const) : ([to, from] as const);
      paths.set(JSON.stringify(ends), { ends, latencyMs });
    }
  return [...paths]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { ends, latencyMs }]) => ({
      kind: 'round trip',
      regions: ends,
      unit: 'ms',
      today: latencyMs,
      change: (input, factor) => {
        const [a, b] = ends.map((id) => input.atlas.indexOf(id));
        const isPath = (from: number, to: number): boolean => (from === a && to === b) || (from === b && to === a);
        return { ...input, atlas: scaledAtlas(input.atlas, factor, isPath) };
      },
    }));
}

function scaledAtlas(atlas: Atlas, factor: number, isScaled: (origin: number, region: number) => boolean): Atlas {
  const factorOf = (origin: number, region: number): number => (isScaled(origin, region) ? factor : 1);
  return {
    ...atlas,
    roundTrip: (origin, region) => factorOf(origin, region) * atlas.roundTrip(origin, region),
    assured: (origin, region) => factorOf(origin, region) * atlas.assured(origin, region),
  };
}
