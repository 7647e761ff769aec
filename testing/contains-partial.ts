/** Whether every member of `partial` is in `value`, at any depth; lists are equal in length and order. */
export function containsPartial(value: unknown, partial: unknown): boolean {
  if (Array.isArray(partial))
    return (
      Array.isArray(value) &&
      value.length === partial.length &&
      partial.every((item, index) => containsPartial(value[index], item))
    );
  if (typeof partial === 'object' && partial !== null)
    return (
      typeof value === 'object' &&
      value !== null &&
      Object.entries(partial).every(
        ([key, member]) =>
          Object.hasOwn(value, key) && containsPartial((value as Record<string, unknown>)[key], member),
      )
    );
  return Object.is(value, partial);
}
