/** Values that Kubernetes sets where a key member of a list is absent. */
const defaults: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/**
 * The index of the first item that equals an earlier one in the given members (`x-kubernetes-list-map-keys`), or as a
 * whole when none are given (a set of scalars); -1 if all differ.
 */
export function firstDuplicate(items: readonly unknown[], keys: readonly string[]): number {
  if (items.length < 2) return -1;
  const seen = new Set<string>();
  return items.findIndex((item) => {
    const identity = identityOf(item, keys);
    if (identity === null || !seen.has(identity)) {
      if (identity !== null) seen.add(identity);
      return false;
    }
    return true;
  });
}

/** Null for an item without one of the members: that is another finding. */
function identityOf(item: unknown, keys: readonly string[]): string | null {
  if (keys.length === 0) return JSON.stringify(item);
  if (typeof item !== 'object' || item === null) return null;
  const members = item as Readonly<Record<string, unknown>>;
  const values = keys.map((key) => members[key] ?? defaults[key]);
  return values.every((value) => value === undefined) ? null : JSON.stringify(values);
}
