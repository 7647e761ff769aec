import { RootConstruct, type IConstruct } from 'constructs';
import { synthesizer } from './synthesizer';

const mark = Symbol.for('obinexus.App');

export interface AppProps {
  /**
   * Folder of the output, relative to the working directory.
   * @default 'out'
   */
  readonly outdir?: string;
}

/** The root of a program's tree: holds stacks. */
export class App extends RootConstruct {
  readonly outdir: string;

  constructor(props: AppProps = {}) {
    super();
    this.outdir = props.outdir ?? 'out';
    Object.defineProperty(this, mark, { value: true });
  }

  static isApp(value: unknown): value is App {
    return typeof value === 'object' && value !== null && mark in value;
  }

  /** The app that a construct is in. Throws when there is none. */
  static of(construct: IConstruct): App {
    const { root } = construct.node;
    if (!App.isApp(root)) throw new Error(`"${construct.node.path}" is not in an App`);
    return root;
  }

  /** Plans, validates and writes every stack. The only verb that leaves the tree. */
  synth(): void {
    synthesizer()(this);
  }
}
