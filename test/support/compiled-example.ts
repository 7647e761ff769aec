import { App } from '../../constructs/app';
import { fromSpec } from '../../constructs/from-spec';
import { parseConfig } from '../../lib/config/parse';
import type { RoutePlan } from '../../lib/router/route-plan';
import { compileStack } from '../../synth/compile';
import { exampleText } from './examples';

/** The route plan of an example. */
export function example(name: string): RoutePlan {
  const { spec } = parseConfig(exampleText(name), 'obinexus.yml');
  const routes = spec === null ? null : compileStack(fromSpec(new App(), spec)).routes;
  if (routes === null) throw new Error(`${name} does not compile`);
  return routes;
}
