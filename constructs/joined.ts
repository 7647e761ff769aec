/** What was given and what was added; what is no list stays as it is, for normalization to refuse. */
export function joined<Item>(given: readonly Item[], added: readonly Item[]): readonly Item[] {
  return added.length === 0 || !Array.isArray(given) ? given : [...given, ...added];
}

/** The same for a map: what was added replaces what was given under the same name. */
export function joinedMap<Value>(
  given: Readonly<Record<string, Value>>,
  added: ReadonlyMap<string, Value>,
): Readonly<Record<string, Value>> {
  if (added.size === 0 || typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries([...Object.entries(given), ...added]);
}
