import { type CoverInstance, coverCounts, restrictCover } from './cover-instance';

export interface ReducedCover {
  readonly instance: CoverInstance;
  /** Original sites that every best cover may be taken to have. */
  readonly chosen: readonly number[];
  readonly cost: number;
  /** Elementary operations done. */
  readonly work: number;
}

/**
 * Repeats until nothing changes: the only column of a row is chosen; a column is dropped if another covers its rows and is
 * not dearer; a row is dropped if it has all the columns of another. Null when a row has no column.
 */
export function reduceCover(start: CoverInstance): ReducedCover | null {
  let instance = start;
  const chosen: number[] = [];
  let cost = 0;
  let work = 0;
  for (;;) {
    const essential = essentialColumns(instance);
    if (essential === null) return null;
    essential.forEach((flag, column) => {
      if (flag === 0) return;
      chosen.push(instance.site[column] as number);
      cost += instance.cost[column] as number;
    });
    instance = withoutChosen(instance, essential);
    const columns = undominatedColumns(instance);
    const rows = undominatedRows(instance);
    work += instance.row.length * 4 + instance.site.length + instance.rows;
    const isStable = columns.every((flag) => flag === 1) && rows.every((flag) => flag === 1);
    if (isStable) return { instance, chosen, cost, work };
    instance = restrictCover(instance, columns, rows);
  }
}

function essentialColumns(instance: CoverInstance): Uint8Array | null {
  const counts = coverCounts(instance);
  if (counts.some((count) => count === 0)) return null;
  const essential = new Uint8Array(instance.site.length);
  for (let column = 0; column < essential.length; column += 1)
    for (let at = instance.start[column] as number; at < (instance.start[column + 1] as number); at += 1)
      if (counts[instance.row[at] as number] === 1) essential[column] = 1;
  return essential;
}

/** The instance that is left when the flagged columns are chosen. */
export function withoutChosen(instance: CoverInstance, chosen: Uint8Array): CoverInstance {
  if (!chosen.includes(1)) return instance;
  const rows = new Uint8Array(instance.rows).fill(1);
  for (let column = 0; column < chosen.length; column += 1)
    if (chosen[column] === 1)
      for (let at = instance.start[column] as number; at < (instance.start[column + 1] as number); at += 1)
        rows[instance.row[at] as number] = 0;
  return restrictCover(
    instance,
    chosen.map((flag) => 1 - flag),
    rows,
  );
}

/** 1 for the columns to keep; of equal columns the first. */
function undominatedColumns({ site, cost, start, row, rows }: CoverInstance): Uint8Array {
  const sets = bitSets(site.length, rows, (column, add) => {
    for (let at = start[column] as number; at < (start[column + 1] as number); at += 1) add(row[at] as number);
  });
  return undominated(sets, site.length, (column, other) => (cost[other] as number) <= (cost[column] as number));
}

/** 1 for the rows to keep: a row with more columns than another is covered with it. */
function undominatedRows({ site, start, row, rows }: CoverInstance): Uint8Array {
  const columns = site.length;
  const words = (columns + 31) >> 5;
  const complement: BitSets = { words, bits: new Int32Array(rows * words).fill(-1), size: new Int32Array(rows) };
  complement.size.fill(columns);
  for (let column = 0; column < columns; column += 1) {
    for (let at = start[column] as number; at < (start[column + 1] as number); at += 1) {
      const one = row[at] as number;
      const word = one * words + (column >> 5);
      complement.bits[word] = (complement.bits[word] as number) & ~(1 << (column & 31));
      complement.size[one] = (complement.size[one] as number) - 1;
    }
  }
  return undominated(complement, rows, () => true);
}

interface BitSets {
  readonly words: number;
  readonly bits: Int32Array;
  readonly size: Int32Array;
}

function bitSets(count: number, length: number, list: (set: number, add: (element: number) => void) => void): BitSets {
  const words = (length + 31) >> 5;
  const bits = new Int32Array(count * words);
  const size = new Int32Array(count);
  for (let set = 0; set < count; set += 1) {
    list(set, (element) => {
      const word = set * words + (element >> 5);
      bits[word] = (bits[word] as number) | (1 << (element & 31));
      size[set] = (size[set] as number) + 1;
    });
  }
  return { words, bits, size };
}

/** 0 for every set that lies in another kept one which `mayReplace` it. */
function undominated(
  { words, bits, size }: BitSets,
  count: number,
  mayReplace: (set: number, other: number) => boolean,
): Uint8Array {
  const kept = new Uint8Array(count).fill(1);
  const order = Int32Array.from(kept, (_, set) => set).sort(
    (a, b) => (size[b] as number) - (size[a] as number) || a - b,
  );
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const set = order[at] as number;
    for (let before = 0; before < order.length; before += 1) {
      const other = order[before] as number;
      if ((size[other] as number) < (size[set] as number)) break;
      if (other === set || kept[other] === 0 || !mayReplace(set, other) || !isSubset(bits, words, set, other)) continue;
      if (size[other] === size[set] && mayReplace(other, set) && other > set) continue;
      kept[set] = 0;
      break;
    }
  }
  return kept;
}

function isSubset(bits: Int32Array, words: number, set: number, other: number): boolean {
  const a = set * words;
  const b = other * words;
  for (let word = 0; word < words; word += 1)
    if (((bits[a + word] as number) & ~(bits[b + word] as number)) !== 0) return false;
  return true;
}
