/** What waits to be explored: the smallest bound first, among equals the latest. A binary heap. */
export interface NodeQueue<Node extends { readonly bound: number }> {
  push(node: Node): void;
  pop(): Node | undefined;
  /** The smallest bound that waits; Infinity when nothing does. */
  smallest(): number;
}

export function nodeQueue<Node extends { readonly bound: number }>(): NodeQueue<Node> {
  const heap: { readonly node: Node; readonly order: number }[] = [];
  let pushed = 0;
  const before = (a: number, b: number): boolean => {
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return false;
    return (
      first.node.bound < second.node.bound || (first.node.bound === second.node.bound && first.order > second.order)
    );
  };
  const swap = (a: number, b: number): void => {
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  };
  const push = (node: Node): void => {
    heap.push({ node, order: pushed });
    pushed += 1;
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!before(at, parent)) break;
      swap(at, parent);
      at = parent;
    }
  };
  const pop = (): Node | undefined => {
    swap(0, heap.length - 1);
    const top = heap.pop();
    for (let at = 0; ;) {
      let first = at;
      if (before(2 * at + 1, first)) first = 2 * at + 1;
      if (before(2 * at + 2, first)) first = 2 * at + 2;
      if (first === at) break;
      swap(first, at);
      at = first;
    }
    return top?.node;
  };
  return { push, pop, smallest: () => heap[0]?.node.bound ?? Infinity };
}
