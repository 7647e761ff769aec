const characters = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;

/** What is wrong with the path of an exact or prefix match, as Gateway API 1.4 sees it; null if nothing. */
export function pathFault(path: string): string | null {
  if (!path.startsWith('/')) return 'must be absolute and start with "/"';
  for (const part of ['//', '/./', '/../', '%2f', '%2F', '#'])
    if (path.includes(part)) return `must not contain "${part}"`;
  for (const end of ['/..', '/.']) if (path.endsWith(end)) return `must not end with "${end}"`;
  return characters.test(path) ? null : 'must have only characters of a path (RFC 3986), others as %XX';
}
