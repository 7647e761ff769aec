import { nearestName } from '../model/nearest-name';
import { regionRows } from './tables/region-rows';

/** A public cloud region. Coordinates are those of its metro area, in degrees. */
export interface KnownRegion {
  /** `aws:eu-west-2`. */
  readonly code: string;
  readonly provider: string;
  /** The provider's own code: `eu-west-2`. */
  readonly providerCode: string;
  readonly metro: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly continent: string;
  readonly eu: boolean;
  readonly eea: boolean;
  readonly lat: number;
  readonly lng: number;
}

let byCode: ReadonlyMap<string, KnownRegion> | undefined;

/** The bundled table of 254 regions, parsed at the first question; by code, in code units. */
export function knownRegions(): ReadonlyMap<string, KnownRegion> {
  byCode ??= new Map(
    regionRows
      .trim()
      .split('\n')
      .map(parseRow)
      .map((region) => [region.code, region]),
  );
  return byCode;
}

export function findRegion(code: string): KnownRegion | undefined {
  return knownRegions().get(code);
}

/** The code that was probably meant. */
export function nearestRegionCode(code: string): string | undefined {
  return nearestName(code, knownRegions().keys());
}

function parseRow(row: string): KnownRegion {
  const [code = '', metro = '', country = '', continent = '', eu, eea, lat, lng] = row.split('|');
  const [provider = '', providerCode = ''] = code.split(':');
  return {
    code,
    provider,
    providerCode,
    metro,
    country,
    continent,
    eu: eu !== '',
    eea: eea !== '',
    lat: Number(lat),
    lng: Number(lng),
  };
}
