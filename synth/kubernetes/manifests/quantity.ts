/** Cores as a Kubernetes quantity, in the form that the API server itself would write. */
export function cpuQuantity(cpuMillis: number): string {
  const millis = Math.ceil(cpuMillis);
  return millis % 1000 === 0 ? String(millis / 1000) : `${millis}m`;
}

/** Bytes as a Kubernetes quantity, in the form that the API server itself would write. */
export function byteQuantity(mebibytes: number): string {
  const whole = Math.ceil(mebibytes);
  return whole > 0 && whole % 1024 === 0 ? `${whole / 1024}Gi` : `${whole}Mi`;
}
