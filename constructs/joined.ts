/** What was given and what was added; what is no list stays as it is, for normalization to refuse. */
export function joined<Item>(given: readonly Item[], added: readonly Item[]): readonly Item[] {
  return added.length === 0 || !Array.isArray(given) ? given : [...given, ...added];
}
