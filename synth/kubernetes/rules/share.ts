import type { Json } from '../../../lib/model/json';

/** A number of pods from a number or a share such as `"25%"`, rounded up or down; undefined for anything else. */
export function podsOfShare(value: Json | undefined, replicas: number, round: 'up' | 'down'): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d{1,9})%$/.exec(value)?.[1] : undefined;
  if (percent === undefined) return undefined;
  const pods = (Number(percent) * replicas) / 100;
  return round === 'up' ? Math.ceil(pods) : Math.floor(pods);
}
