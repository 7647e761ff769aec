import { citiesAbove } from '../../lib/geo/cities';
import { roundTripMatrix } from '../../lib/geo/latency';
import { knownRegions } from '../../lib/geo/regions';
import type { PlacementProblem } from '../../lib/plan/solver';
import type { Case } from './cases';

const most = 20;

/**
 * Where k regions are best for the whole world: 4,442 cities of 100,000 people or more, one region per metro of the known
 * ones outside of mainland China, cost = thousands of people x round trip in ms, rounded.
 */
export function worldCases(): Case[] {
  let costs: Float64Array | undefined;
  return Array.from({ length: most }, (_, at) => ({
    name: `world${at + 1}`,
    family: 'world',
    optimum: null,
    problem: () => medians((costs ??= worldCosts()), at + 1),
  }));
}

function worldCosts(): Float64Array {
  const regions = [...knownRegions().values()].filter(({ country }) => country !== 'CN');
  const metros = [...new Map(regions.map((region) => [region.metro, region])).values()];
  const cities = citiesAbove(100_000);
  const thousands = cities.map(({ population }) => population / 1000);
  return roundTripMatrix(cities, metros).map((ms, at) =>
    Math.round((thousands[Math.floor(at / metros.length)] ?? NaN) * ms),
  );
}

function medians(costs: Float64Array, k: number): PlacementProblem {
  const rows = citiesAbove(100_000).length;
  return {
    costs,
    demands: new Float64Array(rows).fill(1),
    fixedCosts: new Float64Array(costs.length / rows),
    capacities: null,
    minSites: k,
    maxSites: k,
  };
}
