export interface Found {
  readonly square: number;
  readonly id: number;
}

/** The `capacity` smallest of what is offered, by squared distance, then id: a binary heap with the worst on top. */
export class NearestHeap {
  readonly capacity: number;
  /** Nothing with a greater squared distance can enter any more. */
  worst: number;
  private readonly squares: number[] = [];
  private readonly ids: number[] = [];

  /** `limit`: nothing with a greater squared distance is offered in vain. */
  constructor(capacity: number, limit: number) {
    this.capacity = capacity;
    this.worst = limit;
  }

  /** Returns `worst`. */
  offer(square: number, id: number): number {
    const { squares, ids, capacity } = this;
    const size = squares.length;
    if (size < capacity) {
      this.siftUp(square, id);
      if (size + 1 === capacity) this.worst = Math.min(this.worst, squares[0] as number);
    } else if (isBefore(square, id, squares[0] as number, ids[0] as number)) {
      this.siftDown(square, id);
      this.worst = squares[0] as number;
    }
    return this.worst;
  }

  /** Nearest first. */
  sorted(): Found[] {
    return this.squares
      .map((square, at) => ({ square, id: this.ids[at] as number }))
      .sort((a, b) => a.square - b.square || a.id - b.id);
  }

  private siftUp(square: number, id: number): void {
    const { squares, ids } = this;
    let at = squares.length;
    squares.push(square);
    ids.push(id);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(squares[parent] as number, ids[parent] as number, square, id)) break;
      squares[at] = squares[parent] as number;
      ids[at] = ids[parent] as number;
      at = parent;
    }
    squares[at] = square;
    ids[at] = id;
  }

  /** Replaces the worst. */
  private siftDown(square: number, id: number): void {
    const { squares, ids } = this;
    const size = squares.length;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      const right = child + 1;
      if (
        right < size &&
        isBefore(squares[child] as number, ids[child] as number, squares[right] as number, ids[right] as number)
      )
        child = right;
      if (!isBefore(square, id, squares[child] as number, ids[child] as number)) break;
      squares[at] = squares[child] as number;
      ids[at] = ids[child] as number;
      at = child;
    }
    squares[at] = square;
    ids[at] = id;
  }
}

function isBefore(square: number, id: number, otherSquare: number, otherId: number): boolean {
  return square < otherSquare || (square === otherSquare && id < otherId);
}
