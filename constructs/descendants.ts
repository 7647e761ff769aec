import type { IConstruct } from 'constructs';

/** A construct and everything below it, parents first, siblings in the order of creation; without recursion. */
export function* descendants(root: IConstruct): Generator<IConstruct> {
  const open: IConstruct[] = [root];
  for (let construct = open.pop(); construct !== undefined; construct = open.pop()) {
    yield construct;
    open.push(...construct.node.children.toReversed());
  }
}
