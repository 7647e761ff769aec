import { amountsText, repairText } from '../../../lib/plan/audit/repair-text';

test.each([
  [4000, 8192, '4 CPU and 8 GiB of memory'],
  [1500, 0, '1.5 CPU'],
  [0, 512, '0.5 GiB of memory'],
  [0, 0, 'nothing'],
  // Never less than what is missing.
  [1.1, 1, '0.002 CPU and 0.01 GiB of memory'],
])('%d milli CPU and %d MiB are written as %s', (cpuMillis, memoryMiB, text) => {
  expect(amountsText(cpuMillis, memoryMiB)).toBe(text);
});

test('a repair is a list of what to buy and where to run, with its price', () => {
  const buy = [{ region: 'aws:eu-west-1', cpuMillis: 4000, memoryMiB: 0, usdPerMonth: 100 }];
  const run = [{ service: 'api', region: 'gcp:europe-west1', usdPerMonth: 75.2 }];
  expect(repairText({ buy, run, usdPerMonth: 175.2 })).toBe(
    'buy 4 CPU in "aws:eu-west-1" and run "api" in "gcp:europe-west1" too (175.20 US$ a month)',
  );
});
