/** A directed graph by ids; edges to ids that are not nodes are ignored. */
export interface Graph {
  readonly nodes: readonly string[];
  successors(node: string): readonly string[];
}

interface Frame {
  readonly node: string;
  readonly successors: readonly string[];
  next: number;
}

/**
 * Strongly connected components in reverse topological order (callees before callers), each in code-unit order.
 * Tarjan 1972 with an explicit stack: linear in nodes and edges, no recursion, so no depth limit.
 */
export function stronglyConnectedComponents(graph: Graph): string[][] {
  const nodes = [...graph.nodes].sort();
  const known = new Set(nodes);
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const components: string[][] = [];

  const enter = (node: string): Frame => {
    order.set(node, order.size);
    low.set(node, order.get(node) ?? 0);
    open.push(node);
    isOpen.add(node);
    return {
      node,
      successors: graph
        .successors(node)
        .filter((each) => known.has(each))
        .toSorted(),
      next: 0,
    };
  };
  const lower = (node: string, value: number): void => {
    low.set(node, Math.min(low.get(node) ?? value, value));
  };
  const close = (node: string): void => {
    const from = open.lastIndexOf(node);
    const component = open.splice(from);
    for (const each of component) isOpen.delete(each);
    components.push(component.toSorted());
  };

  for (const root of nodes) {
    if (order.has(root)) continue;
    const frames: Frame[] = [enter(root)];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const successor = frame.successors[frame.next];
      frame.next += 1;
      if (successor === undefined) {
        frames.pop();
        if (low.get(frame.node) === order.get(frame.node)) close(frame.node);
        const parent = frames.at(-1);
        if (parent !== undefined) lower(parent.node, low.get(frame.node) ?? 0);
      } else if (!order.has(successor)) frames.push(enter(successor));
      else if (isOpen.has(successor)) lower(frame.node, order.get(successor) ?? 0);
    }
  }
  return components;
}
