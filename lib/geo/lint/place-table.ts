import { cities } from '../cities';
import { NearestIndex } from '../nearest-index';
import type { Point } from '../point';

export interface Place extends Point {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Places that people live in: data centres stand near some. */
export interface PlaceTable {
  /** For messages, after "the nearest of": `4,442 cities of at least 100,000 people`. */
  readonly description: string;
  /** A region farther from all of them than this is worth a look, kilometres. */
  readonly farKm: number;
  nearest(point: Point): { readonly place: Place; readonly km: number };
}

/**
 * The bundled cities of at least 100,000 people. Of the 254 public cloud regions 4 are more than 100 km from all of
 * them, 21 more than 20 km, and none is nearest to a city of another country.
 */
export function bundledPlaces(): PlaceTable {
  return placeTable(cities(), '4,442 cities of at least 100,000 people', 100);
}

/** A table with small towns: of the 254 public cloud regions none is more than 15 km from the nearest of 135,233. */
export function detailedPlaces(places: readonly Place[], description: string): PlaceTable {
  return placeTable(places, description, 20);
}

function placeTable(places: readonly Place[], description: string, farKm: number): PlaceTable {
  const index = new NearestIndex(places);
  return {
    description,
    farKm,
    nearest(point) {
      const found = index.nearest(point);
      const place = found === undefined ? undefined : places[found.index];
      if (found === undefined || place === undefined) throw new Error('place-table: no places');
      return { place, km: found.km };
    },
  };
}
