import { diagnostic, type Diagnostic } from '../model/diagnostic';
import { limits } from './limits';
import { positionAt, sourceText } from './source-text';

/** The text of a file's bytes, without a byte order mark; null, with the reason, when it is too large or no UTF-8. */
export function decodeUtf8(
  bytes: Uint8Array,
  file: string,
  limit: number = limits.bytes,
): { readonly text: string | null; readonly diagnostics: readonly Diagnostic[] } {
  if (bytes.length > limit) {
    const origin = { file, line: 1, col: 1 };
    const tooLarge = diagnostic('config/too-large', { path: '', origin }, { bytes: bytes.length, limit });
    return { text: null, diagnostics: [tooLarge] };
  }
  const text = decodePrefix(bytes, bytes.length, false);
  if (text !== undefined) return { text, diagnostics: [] };
  // Without the bytes of a character that is not completed.
  const before = sourceText(file, decodePrefix(bytes, validPrefix(bytes), true) ?? '');
  const offset = new TextEncoder().encode(before.text).length + (hasByteOrderMark(bytes) ? 3 : 0);
  const origin = { file, ...positionAt(before, before.text.length) };
  const value = bytes[offset] ?? 0;
  const notUtf8 = diagnostic(
    'config/not-utf8',
    { path: '', origin, hint: isUtf16(bytes) ? 'the file looks like UTF-16' : undefined },
    { byte: `0x${value.toString(16).padStart(2, '0')}`, offset },
  );
  return { text: null, diagnostics: [notUtf8] };
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function hasByteOrderMark([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}

/** `partial` lets the last character be cut off. */
function decodePrefix(bytes: Uint8Array, length: number, partial: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: partial });
  } catch {
    return undefined;
  }
}

/** How many bytes from the start may begin a text in UTF-8, by bisection. */
function validPrefix(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (decodePrefix(bytes, middle, true) === undefined) high = middle - 1;
    else low = middle;
  }
  return low;
}
