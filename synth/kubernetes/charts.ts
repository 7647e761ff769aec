import { App } from 'cdk8s';
import type { Stack } from '../../constructs/stack';
import { manifestsOf, RegionChart } from './region-chart';

const remembered = new WeakMap<Stack, ReadonlyMap<string, RegionChart>>();

/**
 * The charts that `app.synth()` writes, by region id, one for each region where something runs; empty when the stack
 * does not compile. Patch their objects or add constructs to them before `app.synth()`. The first call compiles the
 * stack: what is declared after it is not seen.
 */
export function regionCharts(stack: Stack): ReadonlyMap<string, RegionChart> {
  const known = remembered.get(stack);
  if (known !== undefined) return known;
  // The folder is named so that cdk8s asks no environment; nothing is ever written there.
  const app = new App({ outdir: 'kubernetes', recordConstructMetadata: false });
  const { regions, manifests } = manifestsOf(stack);
  const charts = new Map(
    regions
      .filter(({ id }) => manifests.has(id))
      .map(({ id, slug }) => [id, new RegionChart(app, slug, { stack, region: id })]),
  );
  remembered.set(stack, charts);
  return charts;
}
