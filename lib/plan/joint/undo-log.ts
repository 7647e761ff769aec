/** What array elements were before they were overwritten, so that a change can be taken back. Allocates only to grow. */
export interface UndoLog {
  /** To be called before `length` elements from `at` on are overwritten. */
  save(into: Float64Array | Int32Array, at: number, length: number): void;
  forget(): void;
  /** Writes back what was saved since the last `forget`, the latest first. */
  restore(): void;
}

export function undoLog(): UndoLog {
  let values = new Float64Array(1024);
  let used = 0;
  const arrays: (Float64Array | Int32Array)[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  let count = 0;
  return {
    save(into, at, length) {
      if (used + length > values.length) {
        const larger = new Float64Array(2 * (used + length));
        larger.set(values);
        values = larger;
      }
      for (let offset = 0; offset < length; offset += 1) values[used + offset] = into[at + offset] as number;
      used += length;
      arrays[count] = into;
      starts[count] = at;
      lengths[count] = length;
      count += 1;
    },
    forget() {
      used = 0;
      count = 0;
    },
    restore() {
      while (count > 0) {
        count -= 1;
        const [into, at, length] = [
          arrays[count] as Float64Array | Int32Array,
          starts[count] as number,
          lengths[count] as number,
        ];
        used -= length;
        for (let offset = 0; offset < length; offset += 1) into[at + offset] = values[used + offset] as number;
      }
    },
  };
}
