import type { Json } from '../../../lib/model/json';

/** A Kubernetes quantity as a number of its unit: cores, bytes, pieces. */
export interface Amount {
  /** Correctly rounded, so that equal amounts of any spelling are equal. */
  readonly value: number;
  /** Digits after the decimal point that the exact value has: 3 for `1m`, 0 for whole numbers. */
  readonly decimals: number;
  /** Whether it is written with a unit of memory, such as `Gi`. */
  readonly isBinary: boolean;
}

const grammar = /^([+-]?)(\d*)(?:\.(\d*))?(?:([KMGTPE])i|([numkMGTPE])|[eE]([+-]?\d+))?$/;
const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries({ n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }),
);

const mostKnown = 1000;
/** The same few amounts stand on every object. */
const known = new Map<string, Amount | undefined>();

/** Undefined for what is no quantity; the schemas report that. */
export function amountOf(quantity: Json | undefined): Amount | undefined {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') return undefined;
  const text = String(quantity);
  const found = known.get(text);
  if (found !== undefined || known.has(text)) return found;
  if (known.size >= mostKnown) known.clear();
  const amount = parse(text);
  known.set(text, amount);
  return amount;
}

function parse(text: string): Amount | undefined {
  const match = grammar.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', binary = '', decimal = '', scientific = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const mantissa = `${sign}${whole === '' ? '0' : whole}.${fraction}`;
  if (binary !== '') {
    const value = Number(mantissa) * 1024 ** ('KMGTPE'.indexOf(binary) + 1);
    return { value, decimals: Number.isInteger(value) ? 0 : 1, isBinary: true };
  }
  const exponent = exponents.get(decimal) ?? Number(scientific);
  const digits = `${whole}${fraction}`;
  const trailing = digits.length - digits.replace(/0+$/, '').length;
  const value = Number(`${mantissa}e${exponent}`);
  return { value, decimals: value === 0 ? 0 : Math.max(0, fraction.length - trailing - exponent), isBinary: false };
}
