import type { RoutePlan } from '../../lib/router/route-plan';
import { compileStack } from '../../synth/compile';
import { routedExampleText, stackOf } from './examples';

/** The route plan of an example whose calls cross regions. */
export function example(name: string): RoutePlan {
  const { routes } = compileStack(stackOf(routedExampleText(name)));
  if (routes === null) throw new Error(`${name} does not compile`);
  return routes;
}
