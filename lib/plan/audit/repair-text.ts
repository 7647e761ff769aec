import type { Repair } from '../plan';

/** `buy 4 CPU and 8 GiB in aws:eu-west-1 (US$ 175.20 a month)`, for a sentence. */
export function repairText({ buy, run, usdPerMonth }: Repair): string {
  const steps = [
    ...buy.map(({ region, cpuMillis, memoryMiB }) => `buy ${amountsText(cpuMillis, memoryMiB)} in "${region}"`),
    ...run.map(({ service, region }) => `run "${service}" in "${region}" too`),
  ];
  return `${steps.join(' and ')} (${usdPerMonth.toFixed(2)} US$ a month)`;
}

export function amountsText(cpuMillis: number, memoryMiB: number): string {
  const parts = [
    ...(cpuMillis > 0 ? [`${ceilTo(cpuMillis / 1000, 3)} CPU`] : []),
    ...(memoryMiB > 0 ? [`${ceilTo(memoryMiB / 1024, 2)} GiB of memory`] : []),
  ];
  return parts.join(' and ') || 'nothing';
}

function ceilTo(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.ceil(value * factor - 1e-6) / factor;
}
