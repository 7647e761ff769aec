import { Construct } from 'constructs';
import type { ExternalServiceSpec, Protocol } from '../lib/model/spec';
import { checkedId, isMarked, mark } from './scope';
import { capturePosition } from './source-position';

export interface ExternalServiceProps extends ExternalServiceSpec {}

/** Something that services call and this stack does not deploy: a managed database, a partner's API. */
export class ExternalService extends Construct {
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  private readonly props: ExternalServiceProps;

  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, checkedId(scope, id, 'ExternalService'));
    capturePosition(this, '', new.target);
    this.props = { ...props };
    this.host = this.props.host;
    this.port = this.props.port;
    this.protocol = this.props.protocol ?? 'tcp';
    mark(this, 'ExternalService');
  }

  static isExternalService(value: unknown): value is ExternalService {
    return isMarked(value, 'ExternalService');
  }

  /** What was declared, as the shared document type. */
  toSpec(): ExternalServiceSpec {
    return { ...this.props };
  }
}
