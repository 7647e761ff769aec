import { Construct } from 'constructs';
import { findRegion } from '../lib/geo/regions';
import type { RegionObjectSpec } from '../lib/model/spec';
import { captureFrames, type CapturedFrames } from './source-position';

const mark = Symbol.for('obinexus.GeoRegion');

export interface GeoRegionProps extends Omit<RegionObjectSpec, 'id'> {}

/** A place where workloads may run: a public cloud region, or a site of one's own with its coordinates. */
export class GeoRegion extends Construct {
  /** @internal */
  readonly frames: CapturedFrames;
  readonly props: GeoRegionProps;
  /** Degrees; undefined when neither given nor in the bundled table (a diagnostic says so). */
  readonly lat: number | undefined;
  readonly lng: number | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | undefined;

  constructor(scope: Construct, id: string, props: GeoRegionProps) {
    super(scope, id);
    this.frames = captureFrames(GeoRegion);
    const known = props.code === undefined ? undefined : findRegion(props.code);
    this.props = props;
    this.lat = props.lat ?? known?.lat;
    this.lng = props.lng ?? known?.lng;
    this.country = props.country ?? known?.country;
    Object.defineProperty(this, mark, { value: true });
  }

  /** A region of the bundled table by its code, `aws:eu-west-2`; the code is also its id. */
  static of(scope: Construct, code: string, props: Omit<GeoRegionProps, 'code'> = {}): GeoRegion {
    return new GeoRegion(scope, code, { ...props, code });
  }

  static isGeoRegion(value: unknown): value is GeoRegion {
    return typeof value === 'object' && value !== null && mark in value;
  }

  toSpec(): RegionObjectSpec {
    return { ...this.props, id: this.node.id };
  }
}
