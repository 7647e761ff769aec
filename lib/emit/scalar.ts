/**
 * Double-quoted form that JSON, YAML 1.1 and YAML 1.2 parsers all read back unchanged. Beyond JSON's own escapes it
 * escapes what a parser may refuse, strip or take for a line break: U+007F-00A0, 2028, 2029, FEFF, FFFE, FFFF.
 * Undefined for a lone surrogate, which no UTF-8 file can hold.
 */
export function doubleQuoted(text: string): string | undefined {
  const quoted = JSON.stringify(text);
  if (!beyondPrintableAscii.test(text)) return quoted;
  if (loneSurrogate.test(text)) return undefined;
  return quoted.replace(unsafe, escaped);
}

/**
 * One spelling for every number. An exponent carries a dot and a sign, else YAML 1.1 reads a string: `1.0e-7`.
 * Undefined for NaN, the infinities and integers beyond 2^53, which readers round.
 */
export function numeral(value: number): string | undefined {
  if (Number.isSafeInteger(value)) return String(value + 0);
  if (!Number.isFinite(value) || Number.isInteger(value)) return undefined;
  const text = String(value);
  const exponent = text.indexOf('e');
  if (exponent < 0 || text.slice(0, exponent).includes('.')) return text;
  return `${text.slice(0, exponent)}.0${text.slice(exponent)}`;
}

// oxlint-disable-next-line no-control-regex -- JSON.stringify escapes the controls below U+0020 itself
const beyondPrintableAscii = /[^\u0000-\u007e]/;
/** By code points, so that the two halves of a pair do not match. */
const loneSurrogate = /\p{Surrogate}/u;
// oxlint-disable-next-line no-control-regex -- these are the characters to escape
const unsafe = /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
