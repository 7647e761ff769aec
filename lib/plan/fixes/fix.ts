import type { Capacity, RegionNode } from '../../model/model';

/**
 * One change of the stack that lets a service be placed. `path` is where it is declared, `from` and `to` are what the Model
 * says there, `text` says it in words. Money is US dollars a month, null where a promise is loosened instead.
 */
export type Fix = NumberFix | TierFix | AllowFix | RegionFix | CapacityFix | UtilisationFix;

interface FixBase {
  readonly path: string;
  readonly usdPerMonth: number | null;
  readonly text: string;
}

/** A number of one service. */
export interface NumberFix extends FixBase {
  readonly kind: 'relax-latency' | 'relax-coverage' | 'raise-max-regions' | 'lower-min-regions';
  readonly service: string;
  readonly from: number;
  readonly to: number;
}

/** A number of a tier, for all its services. */
export interface TierFix extends FixBase {
  readonly kind: 'relax-tier';
  readonly tier: string;
  readonly member: 'minRegions' | 'minZones' | 'survive';
  readonly from: number;
  readonly to: number;
}

/** Regions of the stack that `allow` and `deny` kept from a service. */
export interface AllowFix extends FixBase {
  readonly kind: 'allow-regions';
  readonly service: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Known regions that the stack does not have yet. */
export interface RegionFix extends FixBase {
  readonly kind: 'add-regions';
  readonly service: string;
  readonly from: null;
  readonly to: readonly RegionNode[];
}

/** Capacities of regions, whole. */
export interface CapacityFix extends FixBase {
  readonly kind: 'buy-capacity';
  readonly from: readonly RegionCapacity[];
  readonly to: readonly RegionCapacity[];
  readonly usdPerMonth: number;
}

export interface RegionCapacity extends Capacity {
  readonly region: string;
}

export interface UtilisationFix extends FixBase {
  readonly kind: 'raise-utilisation';
  readonly from: number;
  readonly to: number;
}
