/** Every plan states these; the same input with the same constants gives the same bytes. */
export const planSeed = 1;
/** Candidate evaluations per placement. */
export const planSteps = 100_000;

export const hoursPerMonth = 730;
export const secondsPerMonth = hoursPerMonth * 3600;
const bytesPerGiB = 2 ** 30;

/** Bytes of a user's request and its answer, for egress cost. */
export const userBytes = 16_384;

/** What the region's router itself may use where there are several regions. */
export const routerReserve = { cpuMillis: 1000, memoryMiB: 512 } as const;

/** US dollars a month for `requestsPerSecond` of `bytes` each at a price per GiB. */
export function transferUsd(requestsPerSecond: number, bytes: number, usdPerGiB: number): number {
  return ((requestsPerSecond * secondsPerMonth * bytes) / bytesPerGiB) * usdPerGiB;
}

/** Rounds what is written to a plan: rates and milliseconds to 0.001. */
export function toMilli(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Dollars to 0.01. */
export function toCents(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Shares and gaps to 0.000001. */
export function toMicro(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
