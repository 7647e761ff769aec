import { Construct } from 'constructs';
import { findRegion } from '../lib/geo/regions';
import type { RegionObjectSpec } from '../lib/model/spec';
import { checkedId, isMarked, mark } from './scope';
import { capturePosition } from './source-position';

export interface GeoRegionProps extends Omit<RegionObjectSpec, 'id'> {}

/** A place where workloads may run: a public cloud region, or a site of one's own with its coordinates. */
export class GeoRegion extends Construct {
  /** Code of the bundled table, undefined for a site of one's own. */
  readonly code: string | undefined;
  /** Degrees; undefined when neither given nor in the bundled table (a diagnostic says so). */
  readonly lat: number | undefined;
  readonly lng: number | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | undefined;
  /** Where the other regions reach this one. */
  readonly gateway: string | undefined;
  private readonly props: GeoRegionProps;

  constructor(scope: Construct, id: string, props: GeoRegionProps) {
    super(scope, checkedId(scope, id, 'GeoRegion'));
    capturePosition(this, '', new.target);
    this.props = { ...props };
    const known = this.props.code === undefined ? undefined : findRegion(this.props.code);
    this.code = this.props.code;
    this.lat = this.props.lat ?? known?.lat;
    this.lng = this.props.lng ?? known?.lng;
    this.country = this.props.country ?? known?.country;
    this.gateway = this.props.gateway;
    mark(this, 'GeoRegion');
  }

  /** A region of the bundled table by its code, `aws:eu-west-2`; the code is also its id. */
  static of(scope: Construct, code: string, props: Omit<GeoRegionProps, 'code'> = {}): GeoRegion {
    return new GeoRegion(scope, code, { ...props, code });
  }

  static isGeoRegion(value: unknown): value is GeoRegion {
    return isMarked(value, 'GeoRegion');
  }

  /** What was declared, as the shared document type. */
  toSpec(): GeoRegionProps {
    return { ...this.props };
  }
}
