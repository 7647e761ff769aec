import type { Detector } from '../route-plan';

/**
 * Timers for a failover within a second: an active check sees a hung target after 2 x 250 + 200 ms, three failed requests
 * eject one at once.
 */
export const secondDetector: Detector = {
  activeIntervalMs: 250,
  activeTimeoutMs: 200,
  unhealthyThreshold: 2,
  healthyThreshold: 2,
  passiveErrors: 3,
  ejectMs: 5000,
};
