/** `memoryGiB` is `memory_gib` in `obinexus.yml`: units keep their spelling, every other capital starts a word. */
export function snakeCase(member: string): string {
  return member.replaceAll('GiB', 'Gib').replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

export function camelCase(member: string): string {
  if (!member.includes('_')) return member;
  return member.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()).replaceAll('Gib', 'GiB');
}
