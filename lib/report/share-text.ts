import { formatPercent } from '../emit/number-text';
import type { ReportRegion } from './plan-facts';

/** Back ends may run where no user enters. */
export function regionShare({ isUsed, share }: ReportRegion): string {
  if (!isUsed) return 'not used';
  return share === 0 ? 'no users' : shareText(share);
}

/** One decimal where a whole per cent would say little. */
export function shareText(share: number): string {
  return formatPercent(share, share > 0 && share < 0.1 ? 1 : 0);
}
