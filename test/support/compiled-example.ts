import type { RoutePlan } from '../../lib/router/route-plan';
import { compileStack } from '../../synth/compile';
import { exampleText, stackOf } from './examples';

/** The route plan of an example. */
export function example(name: string): RoutePlan {
  const { routes } = compileStack(stackOf(exampleText(name)));
  if (routes === null) throw new Error(`${name} does not compile`);
  return routes;
}
