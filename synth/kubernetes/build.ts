import type { Stack } from '../../constructs/stack';
import type { BuiltRegions } from './built-regions';
import type * as stackOutputModule from './stack-output';

export type { RegionObject } from './built-regions';

/** Objects and files of all regions of a stack that compiles. */
export function buildRegions(stack: Stack): BuiltRegions {
  // oxlint-disable-next-line typescript/no-require-imports -- a stack that does not compile needs no cdk8s, 75 ms
  const { stackOutput } = require('./stack-output') as typeof stackOutputModule;
  return stackOutput(stack);
}
