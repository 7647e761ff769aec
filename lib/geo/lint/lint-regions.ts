import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import type { RegionNode } from '../../model/model';
import { checkRegions } from '../check-regions';
import { lambertKm } from '../distance';
import { meantCoordinates } from './flips';
import type { Place, PlaceTable } from './place-table';

export type PlaceVerdict = 'ok' | 'displaced' | 'far' | 'other country' | 'not checked';

/** What is known of a declared region's place. */
export interface RegionVerdict {
  readonly region: string;
  readonly lat: number;
  readonly lng: number;
  readonly country: string | null;
  /** Null for a region without a place of its own (`local`). */
  readonly nearest: { readonly name: string; readonly country: string; readonly km: number } | null;
  readonly verdict: PlaceVerdict;
}

export interface RegionLint {
  /** In the order of the regions. */
  readonly verdicts: readonly RegionVerdict[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a slip of the coordinates is looked for around a town of the declared country, kilometres. */
const flipKm = 100;
/** Two regions nearer than this are one place. */
const samePlaceKm = 1;

/**
 * Checks the coordinates of regions against the table of public regions, the places that people live in, and each other.
 * Each check misses much: a town of the right country may still be the wrong town.
 */
export function lintRegions(regions: readonly RegionNode[], table: PlaceTable): RegionLint {
  const displaced = checkRegions(regions);
  const displacedPaths = new Set(displaced.map(({ path }) => path));
  const judged = regions.map((region) =>
    displacedPaths.has(`regions/${region.id}`)
      ? { verdict: verdictOf(region, 'displaced', table), diagnostics: [] }
      : judge(region, table),
  );
  return {
    verdicts: judged.map(({ verdict }) => verdict),
    diagnostics: [...displaced, ...judged.flatMap(({ diagnostics }) => diagnostics), ...samePlaces(regions)],
  };
}

interface Judgement {
  readonly verdict: RegionVerdict;
  readonly diagnostics: readonly Diagnostic[];
}

function judge(region: RegionNode, table: PlaceTable): Judgement {
  const { id, country, lat, lng } = region;
  if (country === null)
    return { verdict: { ...placeOf(region), nearest: null, verdict: 'not checked' }, diagnostics: [] };
  const { place, km } = table.nearest(region);
  // The table of public regions knows some that stand far from every town.
  const isFar = region.code === null && km > table.farKm;
  const cause: PlaceVerdict = isFar ? 'far' : place.country === country ? 'ok' : 'other country';
  const verdict = verdictOf(region, cause, table);
  if (cause === 'ok') return { verdict, diagnostics: [] };
  const hint = meantCoordinates(region, (flip) => {
    const found = table.nearest(flip);
    return found.place.country === country && found.km <= flipKm;
  });
  const at = { path: `regions/${id}`, hint };
  const found = { region: id, lat, lng, place: nameOf(place), km: rounded(km), table: table.description };
  return {
    verdict,
    diagnostics: [
      cause === 'far'
        ? diagnostic('geo/far-from-places', at, { ...found, limitKm: table.farKm })
        : diagnostic('geo/other-country', at, { ...found, country }),
    ],
  };
}

function verdictOf(region: RegionNode, verdict: PlaceVerdict, table: PlaceTable): RegionVerdict {
  const { place, km } = table.nearest(region);
  return { ...placeOf(region), nearest: { name: place.name, country: place.country, km: rounded(km) }, verdict };
}

function placeOf({ id, lat, lng, country }: RegionNode): Pick<RegionVerdict, 'region' | 'lat' | 'lng' | 'country'> {
  return { region: id, lat, lng, country };
}

function nameOf({ name, country }: Place): string {
  return `${name} (${country})`;
}

/** Kilometres to 0.1: coordinates of towns are not known better. */
function rounded(km: number): number {
  return Math.round(km * 10) / 10;
}

/**
 * Pairs at one place that count as two regions and fail as one. Public regions of two providers in one metropolis have the
 * same row of the table and different buildings: those are none, nor are pairs with a declared common failure domain.
 */
function samePlaces(regions: readonly RegionNode[]): Diagnostic[] {
  return regions.flatMap((region, index) =>
    regions.slice(0, index).flatMap((other) => {
      const bothKnown = region.code !== null && other.code !== null;
      if (bothKnown && region.provider !== other.provider) return [];
      if (region.failureDomains.some((domain) => other.failureDomains.includes(domain))) return [];
      const km = lambertKm(region, other);
      if (km > samePlaceKm) return [];
      const parameters = { region: region.id, other: other.id, metres: Math.round(km * 1000) };
      return [diagnostic('geo/same-place', `regions/${region.id}`, parameters)];
    }),
  );
}
