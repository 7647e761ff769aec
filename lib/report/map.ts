import { count } from '../emit/number-text';
import type { FailureView } from './failure-views';
import { huesOf } from './hues';
import { landPath } from './land';
import { mapUsers, takeoverArcs, userArcs, userDots } from './map-flows';
import { mapHeight, mapWidth, northernEdge, pathData, planeToMap, southernEdge, stepsPerUnit } from './map-frame';
import { mapLayers } from './map-layers';
import { fragment, type Markup } from './markup';
import type { PlanFacts } from './plan-facts';

export interface WorldMap {
  readonly markup: Markup;
  /** Regions whose name stands in the map where the page is wide. */
  readonly labelled: ReadonlySet<string>;
}

/** The world in one SVG: land, users, regions, who is served from where, and for every loss what moves. */
export function worldMap(facts: PlanFacts, views: readonly FailureView[]): WorldMap {
  const hues = huesOf(facts.regions);
  const users = mapUsers(facts);
  const layers = mapLayers(facts.regions, hues);
  const scale = 1 / stepsPerUnit;
  const markup = fragment`<svg class="map" viewBox="0 0 ${mapWidth} ${mapHeight}" role="img" aria-labelledby="map-title map-description">
<title id="map-title">World map of the plan</title>
<desc id="map-description">${description(facts)}</desc>
<g transform="scale(${scale})"><path class="sea" d="${seaPath()}"/><path class="graticule" d="${graticule()}"/><path class="land" d="${landPath()}"/></g>
${userArcs(facts, users, hues)}
${userDots(users, hues)}
${views.map((view) => takeoverArcs(facts, view))}
${layers.map((layer) => layer.markup)}
</svg>`;
  return { markup, labelled: layers[0]?.labelled ?? new Set() };
}

function description({ plan, regions }: PlanFacts): string {
  const used = regions.filter(({ isUsed }) => isUsed);
  const names = used.map(({ number, id }) => `${number} ${id}`).join(', ');
  const users =
    plan.demand.points.length === 0
      ? ''
      : `, and lines from ${count(plan.demand.points.length, 'place')} of users to the region that serves them`;
  return `Equal Earth projection. Shows ${count(used.length, 'region')} that run services (${names})${users}. The tables below hold the same.`;
}

/** The globe, as far as the map shows it. */
function seaPath(): string {
  const west = edge.map((lat) => planeToMap({ lat, lng: -180 }));
  const east = edge.map((lat) => planeToMap({ lat, lng: 180 }));
  return pathData([...west, ...east.toReversed()], 'Z');
}

/** Every 30 degrees. */
function graticule(): string {
  const parallels = [-30, 0, 30, 60].map((lat) =>
    pathData([planeToMap({ lat, lng: -180 }), planeToMap({ lat, lng: 180 })]),
  );
  const meridians = [-150, -120, -90, -60, -30, 0, 30, 60, 90, 120, 150].map((lng) =>
    pathData(edge.map((lat) => planeToMap({ lat, lng }))),
  );
  return [...parallels, ...meridians].join('');
}

/** Latitudes of a meridian's points, from one edge of the map to the other. */
const edge: readonly number[] = [
  southernEdge,
  ...Array.from({ length: 27 }, (_, step) => -50 + step * 5),
  northernEdge,
];
