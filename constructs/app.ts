import { RootConstruct, type IConstruct } from 'constructs';
import { isMarked, mark } from './scope';
import { synthesizer } from './synthesizer';

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
    mark(this, 'App');
  }

  static isApp(value: unknown): value is App {
    return isMarked(value, 'App');
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
