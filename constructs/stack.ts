import { Construct, type IConstruct } from 'constructs';
import type { JsonPatchOperation } from '../lib/model/json';
import type { DemandSpec, ObjectPatchSpec, StackSpec, TopologySpec } from '../lib/model/spec';
import { captureFrames, type CapturedFrames } from './source-position';

const mark = Symbol.for('obinexus.Stack');

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
  /** @internal */
  readonly frames: CapturedFrames;
  readonly props: StackProps;
  private readonly patches: ObjectPatchSpec[];

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id);
    this.frames = captureFrames(Stack);
    this.props = props;
    this.patches = [...(props.patches ?? [])];
    Object.defineProperty(this, mark, { value: true });
  }

  static isStack(value: unknown): value is Stack {
    return typeof value === 'object' && value !== null && mark in value;
  }

  /** The stack that a construct is in. Throws when there is none. */
  static of(construct: IConstruct): Stack {
    const found = construct.node.scopes.findLast((scope) => Stack.isStack(scope));
    if (found === undefined) throw new Error(`"${construct.node.path}" is not in a Stack`);
    return found;
  }

  /** Every stack at or below a construct, in the order of creation. */
  static all(root: IConstruct): Stack[] {
    return root.node.findAll().filter((construct) => Stack.isStack(construct));
  }

  /** Patches any emitted object, RFC 6902, after everything else was decided. */
  addPatch(kind: string, name: string, operations: readonly JsonPatchOperation[], region?: string): void {
    this.patches.push({ kind, name, operations, ...(region === undefined ? {} : { region }) });
  }

  /** What was declared on the stack itself, as the shared document type. */
  toSpec(): Omit<StackSpec, 'services'> {
    return { ...this.props, name: this.node.id, patches: [...this.patches] };
  }
}
