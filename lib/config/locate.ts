import type { Position } from './position';
import { stackSchema } from './schema';
import { positionAt, type SourceText } from './source-text';
import { itemName, type SourceNode } from './source-tree';
import { snakeCase } from './member-case';
import { childStep, rootStep, type Step } from './walk-path';

/**
 * The position of a diagnostic's path: members in either spelling, items of lists by name, else by index. Stops at the
 * last segment that exists, so a missing member is shown at the map that lacks it.
 */
export function locateIn(source: SourceText, tree: SourceNode, path: string): Position {
  let step = rootStep(tree, stackSchema);
  for (const segment of path === '' ? [] : path.split('/')) {
    const child = findChild(step, segment);
    if (child === undefined) break;
    step = child;
  }
  return positionAt(source, step.at);
}

function findChild(step: Step, segment: string): Step | undefined {
  const { node } = step;
  if (node.kind === 'map') return childStep(step, segment) ?? childStep(step, snakeCase(segment));
  if (node.kind === 'scalar') return undefined;
  const named = node.items.findIndex((item, index) => itemName(item, index) === segment);
  if (named !== -1) return childStep(step, String(named));
  return /^\d+$/.test(segment) ? childStep(step, segment) : undefined;
}
