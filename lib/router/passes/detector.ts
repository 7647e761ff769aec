import type { Detector, SitePath, Steering } from '../route-plan';
import type { SteeringRow } from './steering';

/** How far a measured round trip may exceed the modelled one. */
const margin = 1.2;
const shortestTimeoutMs = 200;
const shortestIntervalMs = 250;
const processingMs = 100;
/** Round trips of a new connection: TCP and the longer form of the TLS handshake; a check sends its request after them. */
const connectRoundTrips = 3;
const checkRoundTrips = connectRoundTrips + 1;

/**
 * Timers that the farthest target of a row can meet. Nearby a failover fits into a second: a hung target is seen after two
 * intervals and a timeout, a dead one by its refused connections. A far target takes its round trips.
 */
export function detectorFor(maxRttMs: number): Detector {
  const connectTimeoutMs = timeoutMs(connectRoundTrips, maxRttMs);
  return {
    connectTimeoutMs,
    activeTimeoutMs: timeoutMs(checkRoundTrips, maxRttMs),
    // HAProxy gives a check's connection no more time than the interval.
    activeIntervalMs: Math.max(shortestIntervalMs, connectTimeoutMs),
    unhealthyThreshold: 2,
    healthyThreshold: 2,
    passiveErrors: 3,
    ejectMs: 5000,
  };
}

/** Rounded up to 10 ms. */
function timeoutMs(roundTrips: number, rttMs: number): number {
  return Math.max(shortestTimeoutMs, Math.ceil((processingMs + roundTrips * margin * rttMs) / 10) * 10);
}

/** The rows with timers for their longest path, alternatives included. */
export function withDetectors(rows: readonly SteeringRow[], paths: readonly SitePath[]): Steering[] {
  const longest = new Map(
    paths.map((path) => [`${path.from} ${path.to}`, Math.max(path.rttMs, path.alternativeRttMs ?? 0)]),
  );
  return rows.map((row) => {
    const sites = row.tiers.flatMap((tier) => tier.members.map((member) => member.site));
    const maxRttMs = Math.max(0, ...sites.map((site) => longest.get(`${row.source} ${site}`) ?? 0));
    return Object.assign({}, row, { detector: detectorFor(maxRttMs) });
  });
}
