/** Choose columns of least cost so that every row has one of its own; rows and columns keep their original number. */
export interface CoverInstance {
  readonly rows: number;
  /** Original number of every row. */
  readonly demand: Int32Array;
  /** Original site of every column. */
  readonly site: Int32Array;
  readonly cost: Float64Array;
  /** The rows of column j: `row[start[j]]` to `row[start[j + 1] - 1]`, ascending. */
  readonly start: Int32Array;
  readonly row: Int32Array;
}

/** Sites cover the rows for which `covers` holds. */
export function coverInstance(
  rows: number,
  costs: Float64Array,
  covers: (row: number, site: number) => boolean,
): CoverInstance {
  const sites = costs.length;
  const start = new Int32Array(sites + 1);
  const row: number[] = [];
  for (let site = 0; site < sites; site += 1) {
    for (let one = 0; one < rows; one += 1) if (covers(one, site)) row.push(one);
    start[site + 1] = row.length;
  }
  return {
    rows,
    demand: Int32Array.from({ length: rows }, (_, one) => one),
    site: Int32Array.from(costs, (_, site) => site),
    cost: costs,
    start,
    row: Int32Array.from(row),
  };
}

/** Only the columns and rows whose flag is 1. */
export function restrictCover(instance: CoverInstance, columns: Uint8Array, rows: Uint8Array): CoverInstance {
  const number = new Int32Array(instance.rows);
  let kept = 0;
  for (let row = 0; row < instance.rows; row += 1) if (rows[row] === 1) number[row] = kept++;
  const chosen = Int32Array.from(columns, (_, column) => column).filter((column) => columns[column] === 1);
  const start = new Int32Array(chosen.length + 1);
  const row = new Int32Array(instance.row.length);
  let end = 0;
  chosen.forEach((column, at) => {
    for (let entry = instance.start[column] as number; entry < (instance.start[column + 1] as number); entry += 1) {
      const one = instance.row[entry] as number;
      if (rows[one] === 1) row[end++] = number[one] as number;
    }
    start[at + 1] = end;
  });
  return {
    rows: kept,
    demand: instance.demand.filter((_, row) => rows[row] === 1),
    site: chosen.map((column) => instance.site[column] as number),
    cost: Float64Array.from(chosen, (column) => instance.cost[column] as number),
    start,
    row: row.slice(0, end),
  };
}

/** Number of columns of every row. */
export function coverCounts(instance: CoverInstance): Int32Array {
  const counts = new Int32Array(instance.rows);
  for (const row of instance.row) counts[row] = (counts[row] as number) + 1;
  return counts;
}
