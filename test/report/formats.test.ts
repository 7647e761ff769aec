import { planCsv } from '../../lib/report/csv';
import { planDot } from '../../lib/report/dot';
import { planGeoJson } from '../../lib/report/geojson';
import { exampleNames } from '../support/examples';
import { parseDot } from './support/dot-grammar';
import { planned } from './support/planned';

type Position = readonly [number, number];

interface Collection {
  readonly type: string;
  readonly bbox: readonly number[];
  readonly features: readonly {
    readonly type: string;
    readonly id: string;
    readonly geometry: { readonly type: string; readonly coordinates: unknown };
    readonly properties: Readonly<Record<string, string | number | boolean | null>>;
  }[];
}

const linesOf = ({ type, coordinates }: Collection['features'][number]['geometry']): Position[][] => {
  if (type === 'Point') return [[coordinates as Position]];
  return type === 'LineString' ? [coordinates as Position[]] : (coordinates as Position[][]);
};

describe.each(exampleNames)('GeoJSON of %s', (name) => {
  const plan = planned(name);
  const collection = JSON.parse(planGeoJson(plan)) as Collection;
  const ofKind = (kind: string): Collection['features'][number][] =>
    collection.features.filter(({ properties }) => properties['kind'] === kind);

  test('is a feature collection of points and lines, each with its own id (RFC 7946)', () => {
    expect(collection.type).toBe('FeatureCollection');
    const types = new Set(collection.features.map(({ geometry }) => geometry.type));
    expect([...types].filter((type) => !['Point', 'LineString', 'MultiLineString'].includes(type))).toEqual([]);
    expect(new Set(collection.features.map(({ id }) => id)).size).toBe(collection.features.length);
    expect(collection.features.filter(({ type }) => type !== 'Feature')).toEqual([]);
  });

  test('positions are longitude, latitude on the globe; lines have two or more and never cross the 180th meridian', () => {
    const lines = collection.features.flatMap(({ geometry }) => linesOf(geometry));
    const wrong = lines.filter((line) =>
      line.some((position) => {
        const [lng, lat] = position;
        return position.length !== 2 || !(Math.abs(lng) <= 180) || !(Math.abs(lat) <= 90);
      }),
    );
    expect(wrong).toEqual([]);
    const jumps = lines.filter((line) => line.some(([lng], at) => Math.abs(lng - (line[at - 1]?.[0] ?? lng)) > 180));
    expect(jumps).toEqual([]);
    const short = collection.features.filter(
      ({ geometry }) => geometry.type !== 'Point' && linesOf(geometry).some((line) => line.length < 2),
    );
    expect(short).toEqual([]);
  });

  test('the bounding box is west, south, east, north of all positions', () => {
    const positions = collection.features.flatMap(({ geometry }) => linesOf(geometry).flat());
    const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)];
    expect(collection.bbox).toEqual([Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]);
  });

  test('holds every region, every place of users and every flow that goes somewhere', () => {
    expect(ofKind('region').map(({ properties }) => properties['region'])).toEqual(
      plan.model.regions.map(({ id }) => id),
    );
    expect(ofKind('demand')).toHaveLength(plan.demand.points.length);
    expect(ofKind('users')).toHaveLength(plan.workloads.flatMap(({ userFlows }) => userFlows).length);
    const calls = plan.workloads.flatMap(({ callFlows }) => callFlows).filter(({ from, to }) => from !== to);
    expect(ofKind('calls')).toHaveLength(calls.length);
  });

  test('a region lies where the model has it, its longitude first', () => {
    const [region] = plan.model.regions;
    expect(ofKind('region')[0]?.geometry.coordinates).toEqual([region?.lng, region?.lat]);
  });
});

/** RFC 4180, by its grammar. */
function parseCsv(text: string): string[][] {
  const record = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [[]];
  while (record.lastIndex < text.length) {
    const at = record.lastIndex;
    const match = record.exec(text);
    if (match === null) throw new Error(`no field at ${at}: ${text.slice(at, at + 40)}`);
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe.each(exampleNames)('CSV of %s', (name) => {
  const plan = planned(name);

  test('is RFC 4180: a header and a line of as many fields for each placement', () => {
    const [header = [], ...rows] = parseCsv(planCsv(plan));
    expect(rows.every((row) => row.length === header.length)).toBe(true);
    const expected = plan.workloads.flatMap(({ service, placements }) =>
      placements.map(({ region, share, replicas }) => [service, region, String(share), String(replicas)]),
    );
    const picked = ['service', 'region', 'share', 'replicas'].map((column) => header.indexOf(column));
    expect(rows.map((row) => picked.map((at) => row[at]))).toEqual(expected);
  });
});

test('quotes, commas and line breaks of a reason come back from the CSV as they were', () => {
  const plan = planned('hello-polyglot');
  const reasons = ['a "quoted" one, with\r\nlines', "'; DROP"];
  const [workload] = plan.workloads;
  const [placement] = workload?.placements ?? [];
  if (workload === undefined || placement === undefined) throw new Error('no placement');
  const workloads = [{ ...workload, placements: [{ ...placement, reasons }] }];
  const [, row] = parseCsv(planCsv({ ...plan, workloads }));
  expect(row?.at(-1)).toBe(reasons.join('; '));
});

describe.each(exampleNames)('the graph of %s', (name) => {
  const plan = planned(name);
  const graph = parseDot(planDot(plan));

  test('parses, and has a node for each placement and an edge for each call flow', () => {
    expect(graph.name).toBe(plan.name);
    const placements = plan.workloads.flatMap(({ service, placements: own }) =>
      own.map(({ region }) => `${service}@${region}`),
    );
    const users = [...graph.nodes].filter((node) => node.startsWith('users@'));
    expect([...graph.nodes].filter((node) => !node.startsWith('users@')).toSorted()).toEqual(placements.toSorted());
    const calls = plan.workloads.flatMap(({ callFlows }) => callFlows);
    const entries = new Set(
      plan.workloads.flatMap(({ service, userFlows }) => userFlows.map(({ region }) => `${service}@${region}`)),
    );
    expect(graph.edges).toHaveLength(calls.length + entries.size);
    expect(users.length).toBe(new Set([...entries].map((entry) => entry.split('@')[1])).size);
  });

  test('every edge joins two nodes that are declared', () => {
    expect(graph.edges.flat().filter((node) => !graph.nodes.has(node))).toEqual([]);
  });
});

test('quotes, backslashes and line breaks of a name stay inside of the quotes of the graph', () => {
  const plan = planned('hello-polyglot');
  const name = 'a "b" \\" }; evil -> "c\\';
  expect(parseDot(planDot({ ...plan, name })).name).toBe(name);
  expect(() => parseDot(planDot({ ...plan, name: 'two\nlines' }))).not.toThrow();
});
