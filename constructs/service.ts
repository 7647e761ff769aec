import { Construct, type IConstruct } from 'constructs';
import type { JsonPatchOperation } from '../lib/model/json';
import { languageOf, presetOf } from '../lib/model/presets';
import type {
  CallSpec,
  EnvValueSpec,
  Language,
  ObjectPatchSpec,
  Protocol,
  ServiceSpec,
  TierName,
} from '../lib/model/spec';
import type { ExternalService } from './external-service';
import { captureFrames, type CapturedFrames } from './source-position';

const mark = Symbol.for('obinexus.Service');

export interface ServiceProps extends ServiceSpec {}
export type CallOptions = Omit<CallSpec, 'service'>;

/** A program that is deployed: what it needs, whom it calls, how near it must be. */
export class Service extends Construct {
  /** @internal */
  readonly frames: CapturedFrames;
  readonly language: Language;
  readonly port: number;
  readonly protocol: Protocol;
  readonly tier: TierName;
  private readonly props: ServiceProps;
  private readonly declaredCalls: (string | CallSpec)[];
  private readonly variables: Map<string, EnvValueSpec>;
  private readonly patches: ObjectPatchSpec[];

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    this.frames = captureFrames(Service);
    const preset = presetOf(props.framework ?? null);
    this.language = languageOf(props.language);
    this.port = props.port ?? preset.port;
    this.protocol = props.protocol ?? preset.protocol;
    this.tier = props.tier ?? 'open';
    this.props = props;
    this.declaredCalls = [...(props.calls ?? [])];
    this.variables = new Map(Object.entries(props.env ?? {}));
    this.patches = [...(props.patches ?? [])];
    Object.defineProperty(this, mark, { value: true });
  }

  static isService(value: unknown): value is Service {
    return typeof value === 'object' && value !== null && mark in value;
  }

  /** The service that a construct is, or is in. Throws when there is none. */
  static of(construct: IConstruct): Service {
    const found = construct.node.scopes.findLast((scope) => Service.isService(scope));
    if (found === undefined) throw new Error(`"${construct.node.path}" is not in a Service`);
    return found;
  }

  /** A copy of the environment: values and references to secrets, by name. */
  get env(): ReadonlyMap<string, EnvValueSpec> {
    return new Map(this.variables);
  }

  addEnv(name: string, value: EnvValueSpec): void {
    this.variables.set(name, value);
  }

  /** Declares that this service calls `target`: what is not declared stays closed. */
  calls(target: Service | ExternalService, options: CallOptions = {}): void {
    this.declaredCalls.push({ service: target.node.id, ...options });
  }

  /** Patches an emitted object of this service, RFC 6902, after everything else was decided. */
  addPatch(
    kind: string,
    operations: readonly JsonPatchOperation[],
    options: Pick<ObjectPatchSpec, 'region' | 'name'> = {},
  ): void {
    this.patches.push({ kind, operations, ...options });
  }

  /** The service as the shared document type. */
  toSpec(): ServiceSpec {
    return {
      ...this.props,
      calls: [...this.declaredCalls],
      env: Object.fromEntries(this.variables),
      patches: [...this.patches],
    };
  }
}
