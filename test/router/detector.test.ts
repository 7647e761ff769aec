import { detectorFor, withDetectors } from '../../lib/router/passes/detector';
import { example } from '../support/compiled-example';

test('near targets fail over within a second', () => {
  const { activeIntervalMs, activeTimeoutMs, unhealthyThreshold } = detectorFor(20);
  expect(unhealthyThreshold * activeIntervalMs + activeTimeoutMs).toBeLessThan(1000);
});

test.each([60, 120, 240, 400])(
  'at %d ms a new connection and a check over it have their round trips, with a fifth to spare',
  (rttMs) => {
    const { connectTimeoutMs, activeTimeoutMs, activeIntervalMs } = detectorFor(rttMs);
    expect(connectTimeoutMs).toBeGreaterThanOrEqual(3 * 1.2 * rttMs + 100);
    expect(activeTimeoutMs).toBeGreaterThanOrEqual(4 * 1.2 * rttMs + 100);
    expect(activeIntervalMs).toBeGreaterThanOrEqual(connectTimeoutMs);
  },
);

test('the longest path of a row, alternatives included, sets its timers', () => {
  const { steering, topology } = example('hello-polyglot');
  const routed = steering.filter((row) => row.way === 'router');
  expect(routed.length).toBeGreaterThan(0);
  for (const row of routed) {
    const paths = topology.paths.filter(
      (path) => path.from === row.source && row.tiers.some((tier) => tier.members.some(({ site }) => site === path.to)),
    );
    const longest = Math.max(...paths.flatMap((path) => [path.rttMs, path.alternativeRttMs ?? 0]));
    expect(row.detector).toEqual(detectorFor(longest));
  }
  expect(withDetectors(steering, []).every((row) => row.detector.connectTimeoutMs === 200)).toBe(true);
});
