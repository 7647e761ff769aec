import { sha256OfBytes } from './sha256';

/**
 * JSON with the members of every object sorted by code units and no white space: equal data, equal text (the sorting
 * and number rules of RFC 8785). Members that are undefined are left out. Throws on what JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  return new TextDecoder().decode(canonicalBytes(value));
}

/** SHA-256 of the canonical JSON, as 64 lower-case hexadecimal digits. */
export function canonicalDigest(value: unknown): string {
  return sha256OfBytes(canonicalBytes(value));
}

/** Grows as it is written to; strings of a megabyte that are put together piece by piece cost several times as much. */
interface Sink {
  bytes: Uint8Array;
  length: number;
}

/** As UTF-8. */
function canonicalBytes(value: unknown): Uint8Array {
  const sink = { bytes: new Uint8Array(1024), length: 0 };
  write(sink, value);
  return sink.bytes.subarray(0, sink.length);
}

function write(sink: Sink, value: unknown): void {
  if (typeof value === 'string') writeQuoted(sink, value);
  else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`canonical-json: ${value} is not a JSON number`);
    writePlain(sink, `${value}`);
  } else if (value === null || typeof value === 'boolean') writePlain(sink, `${value}`);
  else if (Array.isArray(value)) writeItems(sink, value);
  else if (typeof value === 'object') writeMembers(sink, value as Readonly<Record<string, unknown>>);
  else throw new Error(`canonical-json: a ${typeof value} is not JSON`);
}

function writeItems(sink: Sink, items: readonly unknown[]): void {
  writePlain(sink, '[');
  for (let at = 0; at < items.length; at += 1) {
    if (at > 0) writePlain(sink, ',');
    write(sink, items[at]);
  }
  writePlain(sink, ']');
}

function writeMembers(sink: Sink, members: Readonly<Record<string, unknown>>): void {
  let before = '{';
  for (const key of sortedKeys(members)) {
    const member = members[key];
    if (member === undefined) continue;
    writePlain(sink, before);
    writeQuoted(sink, key);
    writePlain(sink, ':');
    write(sink, member);
    before = ',';
  }
  writePlain(sink, before === '{' ? '{}' : '}');
}

const longestInserted = 16;

function sortedKeys(members: object): readonly string[] {
  const keys = Object.keys(members);
  // By default by code units. Most objects have a few members, which insertion sorts in half the time.
  if (keys.length > longestInserted) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] as string;
    let slot = at;
    for (; slot > 0 && key < (keys[slot - 1] as string); slot -= 1) keys[slot] = keys[slot - 1] as string;
    keys[slot] = key;
  }
  return keys;
}

function withRoom(sink: Sink, more: number): Uint8Array {
  if (sink.length + more > sink.bytes.length) {
    const grown = new Uint8Array(2 * (sink.length + more));
    grown.set(sink.bytes);
    sink.bytes = grown;
  }
  return sink.bytes;
}

/** Printable ASCII. */
function writePlain(sink: Sink, text: string): void {
  const bytes = withRoom(sink, text.length);
  for (let at = 0; at < text.length; at += 1) bytes[sink.length + at] = text.charCodeAt(at);
  sink.length += text.length;
}

function writeQuoted(sink: Sink, text: string): void {
  const bytes = withRoom(sink, text.length + 2);
  const start = sink.length + 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 || code > 126 || code === quote || code === backslash) return writeEscaped(sink, text);
    bytes[start + at] = code;
  }
  bytes[start - 1] = quote;
  bytes[start + text.length] = quote;
  sink.length = start + text.length + 1;
}

const [quote, backslash] = [34, 92];

function writeEscaped(sink: Sink, text: string): void {
  const encoded = new TextEncoder().encode(JSON.stringify(text));
  withRoom(sink, encoded.length).set(encoded, sink.length);
  sink.length += encoded.length;
}
