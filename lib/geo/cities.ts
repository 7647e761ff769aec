import { cityRows } from './tables/city-rows';

/** A place of at least 100,000 people. City data: GeoNames, CC BY 4.0. */
export interface City {
  /** Unique: name and country as a slug. */
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly lat: number;
  readonly lng: number;
  readonly population: number;
}

let all: readonly City[] | undefined;

/** The bundled 4,442 cities, largest first; parsed at the first question. */
export function cities(): readonly City[] {
  all ??= cityRows.trim().split('\n').map(parseRow);
  return all;
}

/** Cities of at least `minPopulation` people, in the given countries (all when empty), largest first. */
export function citiesAbove(minPopulation: number, countries: readonly string[] = []): City[] {
  return cities().filter(
    (city) => city.population >= minPopulation && (countries.length === 0 || countries.includes(city.country)),
  );
}

function parseRow(row: string): City {
  const [id = '', name = '', country = '', lat, lng, population] = row.split('|');
  return { id, name, country, lat: Number(lat), lng: Number(lng), population: Number(population) };
}
