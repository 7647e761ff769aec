/** What a scalar without quotes stands for in YAML 1.2 (core schema), with what other readers would make of it. */
export interface PlainScalar {
  readonly value: string | number | boolean | null;
  /** Set when it must not be guessed: the number in plain digits, and what the spelling is. */
  readonly ambiguous?: { readonly reading: string; readonly number: string };
}

const integer = /^[-+]?(?:0|[1-9]\d*)$/;
const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const leadingZero = /^[-+]?0[\d_]+$/;
const radix = /^[-+]?0(?:[xX][\da-fA-F_]+|[oO][0-7_]+|[bB][01_]+)$/;

export function readPlainScalar(text: string): PlainScalar {
  const word = words.get(text);
  if (word !== undefined) return { value: word };
  if (leadingZero.test(text)) return { value: text, ambiguous: octal(text) };
  if (radix.test(text)) return { value: text, ambiguous: otherBase(text) };
  if (integer.test(text) || decimal.test(text)) return { value: Number(text) + 0 };
  return { value: text };
}

/** `-0` is 0: no member tells them apart. */
const words: ReadonlyMap<string, number | boolean | null> = new Map<string, number | boolean | null>([
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
  ...['true', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, false] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((text) => [text, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((text) => [text, Number.NEGATIVE_INFINITY] as const),
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, Number.NaN] as const),
]);

function octal(text: string): { reading: string; number: string } {
  const digits = text.replaceAll('_', '');
  const asDecimal = String(Number(digits));
  if (!/^[-+]?0[0-7]+$/.test(digits)) return { reading: `the number ${asDecimal}`, number: asDecimal };
  const sign = digits.startsWith('-') ? -1 : 1;
  const asOctal = String(sign * Number.parseInt(digits.replace(/^[-+]/, ''), 8));
  return { reading: `${asDecimal} or, in base 8, ${asOctal}`, number: `${asDecimal} or ${asOctal}` };
}

function otherBase(text: string): { reading: string; number: string } {
  const digits = text.replaceAll('_', '').toLowerCase();
  const sign = digits.startsWith('-') ? '-' : '';
  const number = sign + String(Number(digits.replace(/^[-+]/, '')));
  return { reading: `the number ${number}`, number };
}

const otherReadings: readonly (readonly [RegExp, string])[] = [
  [/^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/, 'true'],
  [/^(?:n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/, 'false'],
  [/^(?:~|null|Null|NULL)$/, 'nothing'],
  [/^[-+]?[1-9][\d_]*(?::[0-5]?\d)+(?:\.\d*)?$/, 'a time of day in base 60'],
  [/^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?$/, 'a date'],
  [/^[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?$/, 'a number'],
  [/^[-+]?0(?:[xX][\da-fA-F_]+|[oO][0-7_]+|[bB][01_]+)$/, 'a number'],
  [/^[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)$/, 'a number'],
];

/** What YAML 1.1 or 1.2 reads in the text without quotes, if that is no text. */
export function otherReading(text: string): string | undefined {
  return text.length > 64 ? undefined : otherReadings.find(([pattern]) => pattern.test(text))?.[1];
}
