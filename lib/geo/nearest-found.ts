/** Places kept between queries; a larger answer makes room for itself and gives it back. */
const keptRoom = 1024;

/**
 * The `capacity` smallest of what is offered, by squared distance, then id. A plain list until it is full, from then on a
 * binary heap with the worst on top. Used again for every query: `start` empties it.
 */
export class NearestFound {
  size = 0;
  /** Nothing with a greater squared distance can enter any more. */
  worst = Infinity;
  private capacity = 0;
  private squares = new Float64Array(keptRoom);
  private ids = new Uint32Array(keptRoom);

  /** `limit`: nothing with a greater squared distance is to be offered. */
  start(capacity: number, limit: number): void {
    this.size = 0;
    this.capacity = capacity;
    this.worst = limit;
    if (this.squares.length > keptRoom) this.resize(keptRoom);
  }

  /** Returns `worst`. */
  offer(square: number, id: number): number {
    if (this.size === this.capacity) {
      if (this.isBefore(square, id, 0)) this.replaceWorst(square, id);
      return this.worst;
    }
    if (this.size === this.squares.length) this.resize(2 * this.size);
    this.squares[this.size] = square;
    this.ids[this.size] = id;
    this.size += 1;
    if (this.size < this.capacity) return this.worst;
    this.heapify();
    this.worst = this.squares[0] as number;
    return this.worst;
  }

  /** Nearest first: the answer at each position, until the next `start`. Heap sort. */
  sort(): { readonly squares: Float64Array; readonly ids: Uint32Array } {
    if (this.size < this.capacity) this.heapify();
    for (let end = this.size - 1; end > 0; end -= 1) {
      const square = this.squares[end] as number;
      const id = this.ids[end] as number;
      this.move(0, end);
      this.sink(square, id, 0, end);
    }
    return { squares: this.squares, ids: this.ids };
  }

  private replaceWorst(square: number, id: number): void {
    this.sink(square, id, 0, this.size);
    this.worst = this.squares[0] as number;
  }

  private heapify(): void {
    for (let at = (this.size >> 1) - 1; at >= 0; at -= 1)
      this.sink(this.squares[at] as number, this.ids[at] as number, at, this.size);
  }

  /** Puts an entry at `from` or below, in the heap of the first `size` places. */
  private sink(square: number, id: number, from: number, size: number): void {
    let at = from;
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      const right = child + 1;
      if (right < size && this.isBefore(this.squares[child] as number, this.ids[child] as number, right)) child = right;
      if (!this.isBefore(square, id, child)) break;
      this.move(child, at);
      at = child;
    }
    this.squares[at] = square;
    this.ids[at] = id;
  }

  private move(from: number, to: number): void {
    this.squares[to] = this.squares[from] as number;
    this.ids[to] = this.ids[from] as number;
  }

  private isBefore(square: number, id: number, other: number): boolean {
    const otherSquare = this.squares[other] as number;
    return square < otherSquare || (square === otherSquare && id < (this.ids[other] as number));
  }

  private resize(room: number): void {
    const squares = new Float64Array(room);
    const ids = new Uint32Array(room);
    squares.set(this.squares.subarray(0, this.size));
    ids.set(this.ids.subarray(0, this.size));
    this.squares = squares;
    this.ids = ids;
  }
}
