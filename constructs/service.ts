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
  ServiceType,
  TierName,
} from '../lib/model/spec';
import { declaredName } from './declared-name';
import type { ExternalService } from './external-service';
import { joined, joinedMap } from './joined';
import { checkedId, enclosing, isMarked, mark } from './scope';
import { capturePosition } from './source-position';

export interface ServiceProps extends ServiceSpec {}

export interface CallOptions extends Omit<CallSpec, 'service'> {}

/** A call to a construct of another stack; a diagnostic tells what to do instead. */
export interface ForeignCall {
  readonly to: string;
  readonly stack: string;
}

/** A program that is deployed: what it needs, whom it calls, how near it must be. */
export class Service extends Construct {
  readonly language: Language;
  readonly framework: string | undefined;
  readonly type: ServiceType;
  readonly port: number;
  readonly protocol: Protocol;
  readonly tier: TierName;
  private readonly props: ServiceProps;
  private readonly addedCalls: CallSpec[] = [];
  private readonly foreign: ForeignCall[] = [];
  private readonly addedEnv = new Map<string, EnvValueSpec>();
  private readonly addedPatches: ObjectPatchSpec[] = [];

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, checkedId(scope, id, 'Service'));
    capturePosition(this, '', new.target);
    this.props = { ...props };
    const preset = presetOf(this.props.framework ?? null);
    this.language = languageOf(this.props.language);
    this.framework = this.props.framework;
    this.type = this.props.type ?? preset.type;
    this.port = this.props.port ?? preset.port;
    this.protocol = this.props.protocol ?? preset.protocol;
    this.tier = this.props.tier ?? 'open';
    mark(this, 'Service');
  }

  static isService(value: unknown): value is Service {
    return isMarked(value, 'Service');
  }

  /** The service that a construct is, or is in. Throws when there is none. */
  static of(construct: IConstruct): Service {
    const found = enclosing(construct, 'Service');
    if (!Service.isService(found)) throw new Error(`"${construct.node.path}" is not in a Service`);
    return found;
  }

  /** A copy of the environment: values and references to secrets, by name. */
  get env(): ReadonlyMap<string, EnvValueSpec> {
    return new Map([...Object.entries(this.props.env ?? {}), ...this.addedEnv]);
  }

  /** Sets a variable; a later value for the same name counts. */
  addEnv(name: string, value: EnvValueSpec): void {
    this.addedEnv.set(name, value);
    capturePosition(this, `env/${name}`);
  }

  /** Declares that this service calls `target`: what is not declared stays closed. */
  calls(target: Service | ExternalService, options: CallOptions = {}): void {
    if (!isMarked(target, 'Service') && !isMarked(target, 'ExternalService'))
      throw new Error(`"${this.node.path}" can call a Service or an ExternalService, not ${String(target)}`);
    const to = declaredName(target);
    const stack = enclosing(target, 'Stack');
    capturePosition(this, `calls/${to}`);
    if (stack === enclosing(this, 'Stack')) this.addedCalls.push({ ...options, service: to });
    else this.foreign.push({ to, stack: stack?.node.path ?? '' });
  }

  /** Another word for `calls`. */
  addCall(target: Service | ExternalService, options: CallOptions = {}): void {
    this.calls(target, options);
  }

  /** Patches an emitted object of this service, RFC 6902, after everything else was decided. */
  addPatch(
    kind: string,
    operations: readonly JsonPatchOperation[],
    options: Pick<ObjectPatchSpec, 'region' | 'name'> = {},
  ): void {
    const index = (this.props.patches?.length ?? 0) + this.addedPatches.length;
    capturePosition(this, `patches/${index}`);
    this.addedPatches.push({ ...options, kind, operations });
  }

  /** A copy of the calls to constructs of other stacks. */
  get foreignCalls(): readonly ForeignCall[] {
    return [...this.foreign];
  }

  /** What was declared, as the shared document type. */
  toSpec(): ServiceSpec {
    const { calls = [], env = {}, patches = [] } = this.props;
    return {
      ...this.props,
      calls: joined(calls, this.addedCalls),
      env: joinedMap(env, this.addedEnv),
      patches: joined(patches, this.addedPatches),
    };
  }
}
