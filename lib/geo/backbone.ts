import { haversineKm } from './distance';
import type { Point } from './point';
import { corridorRows, hubRows } from './tables/waypoint-rows';

/** 81 cities where cables meet, and the length of the shortest way over 143 corridors between each two, kilometres. */
export interface Backbone {
  readonly hubs: readonly Point[];
  /** hubs x hubs, row-major. */
  readonly pathKm: Float64Array;
}

let built: Backbone | undefined;

export function backbone(): Backbone {
  built ??= build();
  return built;
}

function build(): Backbone {
  const rows = hubRows
    .trim()
    .split('\n')
    .map((row) => row.split('|'));
  const index = new Map(rows.map(([name = ''], position) => [name, position]));
  const hubs = rows.map(([, lat, lng]) => ({ lat: Number(lat), lng: Number(lng) }));
  const pathKm = new Float64Array(hubs.length ** 2).fill(Infinity);
  for (let hub = 0; hub < hubs.length; hub += 1) pathKm[hub * hubs.length + hub] = 0;
  for (const row of corridorRows.trim().split('\n')) {
    const [from, to] = row.split('|').map((name) => index.get(name));
    const [a, b] = [hubs[from ?? -1], hubs[to ?? -1]];
    if (from === undefined || to === undefined || a === undefined || b === undefined)
      throw new Error(`backbone: ${row} names no hub`);
    pathKm[from * hubs.length + to] = haversineKm(a, b);
    pathKm[to * hubs.length + from] = haversineKm(a, b);
  }
  shortestPaths(pathKm, hubs.length);
  if (pathKm.some((km) => km === Infinity)) throw new Error('backbone: the hubs are not connected');
  return { hubs, pathKm };
}

/** Floyd-Warshall in place. */
function shortestPaths(km: Float64Array, size: number): void {
  for (let via = 0; via < size; via += 1)
    for (let from = 0; from < size; from += 1) {
      const first = km[from * size + via] as number;
      for (let to = 0; to < size; to += 1) {
        const length = first + (km[via * size + to] as number);
        if (length < (km[from * size + to] as number)) km[from * size + to] = length;
      }
    }
}
