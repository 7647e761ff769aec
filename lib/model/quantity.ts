/** What a text means as an amount, or what keeps it from meaning one: the end of the sentence `"1Gi" ...`. */
export type Quantity = { readonly value: number } | { readonly fault: string };

/**
 * Thousandths of a core from cores or a Kubernetes quantity (`2`, `"1500m"`, `"1e1"`), exactly. Refuses what is not
 * positive, is finer than 1m, or carries a binary unit, which only bytes have.
 */
export function parseCpuMillis(quantity: number | string): Quantity {
  const amount = parseAmount(String(quantity));
  if (amount === undefined) return { fault: noQuantity };
  if (amount.isBinary) return { fault: 'has a unit of memory; CPU is counted in cores' };
  return whole(amount, 1000n, 'is finer than a thousandth of a core (1m)');
}

/** MiB from a Kubernetes quantity of bytes (`"64Gi"`, `"500M"`), exactly. Refuses parts of bytes and less than 1 MiB. */
export function parseMemoryMiB(quantity: string): Quantity {
  const amount = parseAmount(quantity);
  if (amount === undefined) return { fault: noQuantity };
  const bytes = whole(amount, 1n, 'is no whole number of bytes');
  if ('fault' in bytes) return bytes;
  return bytes.value < 2 ** 20
    ? { fault: 'is less than 1 MiB; is the unit missing?' }
    : { value: bytes.value / 2 ** 20 };
}

const noQuantity = 'is no Kubernetes quantity';

/** `numerator / denominator` of the unit. */
interface Amount {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly isBinary: boolean;
}

const grammar = /^\+?(\d{0,18})(?:\.(\d{0,18}))?([eE][+-]?\d{1,2}|[KMGTPE]i|[numkMGTPE]?)$/;
const decimalExponents: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const binaryUnits = 'KMGTPE';

/** The grammar of `resource.Quantity` in Kubernetes, without negative amounts. */
function parseAmount(text: string): Amount | undefined {
  const match = grammar.exec(text);
  const [, integer = '', fraction = '', suffix = ''] = match ?? [];
  if (match === null || integer + fraction === '') return undefined;
  const digits = BigInt(integer + fraction);
  const isBinary = suffix.endsWith('i');
  const exponent = isBinary ? 0 : (decimalExponents.get(suffix) ?? Number(suffix.slice(1)));
  const unit = isBinary ? 1024n ** BigInt(binaryUnits.indexOf(suffix.slice(0, 1)) + 1) : 1n;
  const shift = exponent - fraction.length;
  return {
    numerator: digits * unit * 10n ** BigInt(Math.max(shift, 0)),
    denominator: 10n ** BigInt(Math.max(-shift, 0)),
    isBinary,
  };
}

function whole({ numerator, denominator }: Amount, scale: bigint, tooFine: string): Quantity {
  const scaled = numerator * scale;
  if (scaled === 0n) return { fault: 'is not positive' };
  if (scaled % denominator !== 0n) return { fault: tooFine };
  const value = Number(scaled / denominator);
  return value <= Number.MAX_SAFE_INTEGER ? { value } : { fault: 'is too large to be counted exactly' };
}
