const factors: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 };
const binaryFactors: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Cores as thousandths, from a number or a Kubernetes quantity (`2`, `"1500m"`). Undefined when it is no quantity, is
 * not positive, is finer than 1m, or carries a unit of bytes (`Gi`).
 */
export function parseCpuMillis(quantity: number | string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,9})?)(m?)$/.exec(String(quantity));
  if (match === null) return undefined;
  const millis = Number(match[1]) * (match[2] === 'm' ? 1 : 1000);
  return millis > 0 && isNearInteger(millis) ? Math.round(millis) : undefined;
}

/** MiB from a Kubernetes quantity in bytes (`64Gi`, `500M`). Undefined when it is none, not positive, or no whole bytes. */
export function parseMemoryMiB(quantity: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)([KMGTPE]i|[kMGTPE]?)$/.exec(quantity);
  const suffix = match?.[2] ?? '';
  const factor = binaryFactors[suffix] ?? factors[suffix];
  if (match === null || factor === undefined) return undefined;
  const bytes = Number(match[1]) * factor;
  return bytes > 0 && Number.isInteger(bytes) && bytes <= Number.MAX_SAFE_INTEGER ? bytes / 2 ** 20 : undefined;
}

function isNearInteger(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}
