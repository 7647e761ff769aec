import { Construct, type IConstruct } from 'constructs';
import type { JsonPatchOperation } from '../lib/model/json';
import type { DemandSpec, ObjectPatchSpec, StackSpec, TopologySpec } from '../lib/model/spec';
import { descendants } from './descendants';
import { joined } from './joined';
import { checkedId, enclosing, isMarked, mark } from './scope';
import { capturePosition } from './source-position';
import { toModel } from './to-model';

/** Everything of a stack but its name and what has constructs of its own. */
export interface StackProps extends Omit<
  StackSpec,
  'name' | 'regions' | 'services' | 'externalServices' | 'topology' | 'demand'
> {
  /**
   * How the regions are wired; `Topology.hybrid({ survive: 1 })`.
   * @default - none: required with two or more regions
   */
  readonly topology?: TopologySpec;
  /**
   * Where the users are; `Demand.cities({ minPopulation: 1_000_000, requestsPerSecond: 20_000 })`.
   * @default - no users
   */
  readonly demand?: DemandSpec;
}

/** One application: services, regions, topology and demand that are planned together. Its id is the stack's name. */
export class Stack extends Construct {
  private readonly props: StackProps;
  private readonly addedPatches: ObjectPatchSpec[] = [];

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, checkedId(scope, id, 'Stack'));
    capturePosition(this, '', new.target);
    this.props = { ...props };
    mark(this, 'Stack');
    this.node.addValidation({ validate: () => this.faults() });
  }

  static isStack(value: unknown): value is Stack {
    return isMarked(value, 'Stack');
  }

  /** The stack that a construct is, or is in. Throws when there is none. */
  static of(construct: IConstruct): Stack {
    const found = enclosing(construct, 'Stack');
    if (!Stack.isStack(found)) throw new Error(`"${construct.node.path}" is not in a Stack`);
    return found;
  }

  /** Every stack at or below a construct, in the order of creation. */
  static all(root: IConstruct): Stack[] {
    return [...descendants(root)].filter((construct) => Stack.isStack(construct));
  }

  /** Patches any emitted object, RFC 6902, after everything else was decided. */
  addPatch(kind: string, name: string, operations: readonly JsonPatchOperation[], region?: string): void {
    const index = (this.props.patches?.length ?? 0) + this.addedPatches.length;
    capturePosition(this, `patches/${index}`);
    this.addedPatches.push({ kind, name, operations, ...(region === undefined ? {} : { region }) });
  }

  /** What was declared on the stack itself, as the shared document type. */
  toSpec(): StackProps {
    const { patches = [] } = this.props;
    return { ...this.props, patches: joined(patches, this.addedPatches) };
  }

  /** For hosts of the tree that validate it themselves, such as a cdk8s App. */
  private faults(): string[] {
    return toModel(this)
      .diagnostics.filter((each) => each.severity === 'error')
      .map((each) => `${each.code}: ${each.message}`);
  }
}
