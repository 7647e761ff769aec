import type { IConstruct } from 'constructs';

/** The App, of whichever copy of the package. */
export interface AppTree extends IConstruct {
  readonly outdir: string;
}

/** What `app.synth()` calls. */
export type Synthesizer = (app: AppTree) => void;

const key = Symbol.for('obinexus.synthesizer');
// One slot for all copies of the package that may be loaded in a process.
const slot = globalThis as { [key]?: Synthesizer };

/** Keeps a synthesizer that is already there: the command line's own takes precedence over the package's default. */
export function registerSynthesizer(synthesizer: Synthesizer): void {
  slot[key] ??= synthesizer;
}

export function synthesizer(): Synthesizer {
  const found = slot[key];
  if (found === undefined) throw new Error('no synthesizer is registered: import App from "@obinexus/iaas"');
  return found;
}
