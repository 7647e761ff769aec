import type { Point } from '../geo/point';
import { centralMeridian } from './equal-earth';
import { cutAtSeam, greatCircle } from './great-circle';
import { demandCells, mergeCells, type DemandCell } from './demand-cells';
import type { FailureView } from './failure-views';
import { fragment, type Markup } from './markup';
import { pathData, planeToMap, stepsPerUnit, toMap } from './map-frame';
import type { PlanFacts, ReportRegion } from './plan-facts';

const mostArcs = 320;
const mostDots = 1500;

/** Users, no more than can be told apart on the map. */
export function mapUsers(facts: PlanFacts): readonly DemandCell[] {
  return mergeCells(demandCells(facts), mostDots);
}

/** Lines from users to the region that serves them, a path for each region; hidden while that region is lost. */
export function userArcs(
  { regions }: PlanFacts,
  users: readonly DemandCell[],
  hues: ReadonlyMap<string, number>,
): Markup {
  const cells = mergeCells(users, mostArcs);
  const paths = regions.flatMap((region) => {
    const data = cells.filter((cell) => cell.region === region.id).map((cell) => arcPath(cell, region));
    if (data.length === 0) return [];
    return [fragment`<path class="h${hues.get(region.id) ?? 0} of${region.number}" d="${data.join('')}"/>`];
  });
  return fragment`<g class="arcs" transform="scale(${1 / stepsPerUnit})">${paths}</g>`;
}

/** Users as dots, their area by their requests: short lines with round ends, one path for each hue and size. */
export function userDots(cells: readonly DemandCell[], hues: ReadonlyMap<string, number>): Markup {
  const most = Math.max(...cells.map(({ requestsPerSecond }) => requestsPerSecond), 0);
  const paths = new Map<string, { readonly hue: number; readonly size: number; data: string }>();
  for (const cell of cells) {
    const hue = hues.get(cell.region) ?? 0;
    const size = Math.max(2, Math.round(14 * Math.sqrt(cell.requestsPerSecond / most))) / 2;
    const path = paths.get(`${hue} ${size}`) ?? { hue, size, data: '' };
    const { x, y } = toMap(cell);
    path.data += `M${Math.round(x * stepsPerUnit)} ${Math.round(y * stepsPerUnit)}h0`;
    paths.set(`${hue} ${size}`, path);
  }
  const drawn = [...paths.values()]
    .toSorted((a, b) => b.size - a.size || a.hue - b.hue)
    .map(({ hue, size, data }) => fragment`<path class="h${hue}" style="--w:${size * stepsPerUnit}" d="${data}"/>`);
  return fragment`<g class="dots" transform="scale(${1 / stepsPerUnit})">${drawn}</g>`;
}

/** What moves when a region is lost: a line to each region that takes over, its width by the requests. */
export function takeoverArcs({ regionOf }: PlanFacts, { number, moves }: FailureView): Markup {
  const most = Math.max(...moves.map(({ requestsPerSecond }) => requestsPerSecond), 0);
  const paths = moves.flatMap(({ from, to, requestsPerSecond }) => {
    const [start, end] = [regionOf.get(from), regionOf.get(to)];
    if (start === undefined || end === undefined) return [];
    const width = most === 0 ? 1.5 : 1.2 + 3.8 * Math.sqrt(requestsPerSecond / most);
    return [fragment`<path style="--w:${width.toFixed(1)}" d="${arcPath(start, end)}"/>`];
  });
  return fragment`<g class="moves if${number}" transform="scale(${1 / stepsPerUnit})">${paths}</g>`;
}

function arcPath(from: Point, to: Point | ReportRegion): string {
  return cutAtSeam(greatCircle(from, to), centralMeridian)
    .map((piece) => pathData(piece.map(planeToMap)))
    .join('');
}
