/** Addresses, checked by their grammar alone: nothing here could be read as more than an address by a router. */

export function isIpv4(text: string): boolean {
  return parseIpv4(text) !== undefined;
}

export function isIpv6(text: string): boolean {
  return parseIpv6(text) !== undefined;
}

export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/** A host name of RFC 1123, in either case; a name whose last label is a number would be taken for an IPv4 address. */
export function isDnsName(text: string): boolean {
  const labels = text.split('.');
  return (
    text.length <= 253 &&
    labels.every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

/** `10.20.0.0/24`: an address and a prefix length with no bit set behind the prefix. */
export function isCidr(text: string): boolean {
  const [address = '', prefix = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^(?:0|[1-9]\d{0,2})$/.test(prefix)) return false;
  const ipv4 = parseIpv4(address);
  const value = ipv4 ?? parseIpv6(address);
  const hostBits = (ipv4 === undefined ? 128 : 32) - Number(prefix);
  return value !== undefined && hostBits >= 0 && value % (1n << BigInt(hostBits)) === 0n;
}

function parseIpv4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || octets.some((octet) => !/^(?:0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255))
    return undefined;
  return octets.reduce((value, octet) => value * 256n + BigInt(octet), 0n);
}

/** RFC 4291 §2.2, without a zone. */
function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [parseGroups(halves[0] ?? ''), parseGroups(halves[1] ?? '')];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...tail];
  return groups.reduce((value, group) => (value << 16n) + group, 0n);
}

/** Hexadecimal groups; the last two may be written as an IPv4 address. */
function parseGroups(text: string): bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const ipv4 = parseIpv4(parts.at(-1) ?? '');
  const hexadecimal = ipv4 === undefined ? parts : parts.slice(0, -1);
  if (hexadecimal.some((part) => !/^[0-9a-fA-F]{1,4}$/.test(part))) return undefined;
  return [
    ...hexadecimal.map((part) => BigInt(`0x${part}`)),
    ...(ipv4 === undefined ? [] : [ipv4 >> 16n, ipv4 & 0xffffn]),
  ];
}
