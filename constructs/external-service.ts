import { Construct } from 'constructs';
import type { ExternalServiceSpec } from '../lib/model/spec';
import { captureFrames, type CapturedFrames } from './source-position';

const mark = Symbol.for('obinexus.ExternalService');

export interface ExternalServiceProps extends ExternalServiceSpec {}

/** Something that services call and this stack does not deploy: a managed database, a partner's API. */
export class ExternalService extends Construct {
  /** @internal */
  readonly frames: CapturedFrames;
  readonly props: ExternalServiceProps;

  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id);
    this.frames = captureFrames(ExternalService);
    this.props = props;
    Object.defineProperty(this, mark, { value: true });
  }

  static isExternalService(value: unknown): value is ExternalService {
    return typeof value === 'object' && value !== null && mark in value;
  }
}
