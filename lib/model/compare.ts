/** Order by UTF-16 code units: the same on every machine and in every locale. */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Without repetitions, sorted. */
export function sortedSet(values: Iterable<string>): string[] {
  return [...new Set(values)].sort(compareCodeUnits);
}

/** A sorted copy, by a string key in code units. */
export function sortedBy<Item>(items: Iterable<Item>, key: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => compareCodeUnits(key(a), key(b)));
}
