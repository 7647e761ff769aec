import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { PlacementProblem } from '../../lib/plan/solver';

const folder = join(__dirname, '..', 'data');

/** Published optimum per instance name. */
export function publishedOptima(): Map<string, number> {
  const lines = readFileSync(join(folder, 'orlib-bounds.txt'), 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [name = '', , upper = ''] = line.split('\t');
      return [name, Number(upper)];
    }),
  );
}

/** An OR-Library instance by its name in the list of bounds: `pmed7`, `cap71`, `capa_8000`. */
export function orlibInstance(name: string): PlacementProblem {
  if (name.startsWith('pmed')) return readPmedian(readFileSync(join(folder, 'orlib-pmed', `${name}.txt`), 'utf8'));
  const large = /^(cap[abc])_(\d+)$/.exec(name);
  if (large === null) return readWarehouse(readFileSync(join(folder, 'orlib-cap', `${name}.txt`), 'utf8'), '');
  const packed = readFileSync(join(folder, 'orlib-cap', `${large[1]}.txt.gz`));
  return readWarehouse(gunzipSync(packed).toString('utf8'), large[2] ?? '');
}

function tokens(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** `n edges p`, then `u v length`, 1-based, undirected; of repeated edges the last counts. Every vertex is row and site. */
function readPmedian(text: string): PlacementProblem {
  const numbers = tokens(text).map(Number);
  const [vertices = 0, edges = 0, sites = 0] = numbers;
  const length = new Float64Array(vertices * vertices).fill(Infinity);
  for (let edge = 0; edge < edges; edge += 1) {
    const [u = 0, v = 0, distance = 0] = numbers.slice(3 + 3 * edge, 6 + 3 * edge);
    length[(u - 1) * vertices + v - 1] = distance;
    length[(v - 1) * vertices + u - 1] = distance;
  }
  return {
    costs: shortestPaths(length, vertices),
    demands: new Float64Array(vertices).fill(1),
    fixedCosts: new Float64Array(vertices),
    capacities: null,
    minSites: sites,
    maxSites: sites,
  };
}

/** Floyd and Warshall, in place. */
function shortestPaths(length: Float64Array, vertices: number): Float64Array {
  for (let vertex = 0; vertex < vertices; vertex += 1) length[vertex * vertices + vertex] = 0;
  for (let via = 0; via < vertices; via += 1) {
    for (let from = 0; from < vertices; from += 1) {
      const first = length[from * vertices + via] as number;
      if (first === Infinity) continue;
      for (let to = 0; to < vertices; to += 1) {
        const through = first + (length[via * vertices + to] as number);
        if (through < (length[from * vertices + to] as number)) length[from * vertices + to] = through;
      }
    }
  }
  return length;
}

/** `m n`, then m x `capacity fixed`, then per customer its demand and m costs of serving all of it. */
function readWarehouse(text: string, capacity: string): PlacementProblem {
  const numbers = tokens(text.replaceAll('capacity', capacity)).map(Number);
  const [sites = 0, rows = 0] = numbers;
  const perSite = numbers.slice(2, 2 + 2 * sites);
  const perRow = numbers.slice(2 + 2 * sites);
  return {
    costs: Float64Array.from(perRow.filter((_, at) => at % (sites + 1) !== 0)).subarray(0, rows * sites),
    demands: Float64Array.from({ length: rows }, (_, row) => perRow[row * (sites + 1)] ?? NaN),
    fixedCosts: Float64Array.from({ length: sites }, (_, site) => perSite[2 * site + 1] ?? NaN),
    capacities: Float64Array.from({ length: sites }, (_, site) => perSite[2 * site] ?? NaN),
    minSites: 1,
    maxSites: sites,
  };
}
