import type { Stack } from '../../constructs/stack';
import type { Artifact } from '../../lib/model/artifact';
import type { Diagnostic } from '../../lib/model/diagnostic';
import type { JsonObject } from '../../lib/model/json';
import type * as stackOutputModule from './stack-output';

export interface RegionObject {
  /** Region id. */
  readonly region: string;
  readonly manifest: JsonObject;
}

export interface BuiltRegions {
  /** Every object of every region after patches and additions, in the order in which they can be applied. */
  readonly objects: readonly RegionObject[];
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Objects and files of all regions of a stack that compiles. */
export function buildRegions(stack: Stack): BuiltRegions {
  // oxlint-disable-next-line typescript/no-require-imports -- a stack that does not compile needs no cdk8s, 75 ms
  const { stackOutput } = require('./stack-output') as typeof stackOutputModule;
  return stackOutput(stack);
}
