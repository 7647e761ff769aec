import type { Stack } from '../../constructs/stack';
import type { BuiltRegions } from './built-regions';
import { chartOutput } from './chart-output';
import { regionCharts } from './charts';
import { manifestsOf } from './region-chart';

/** What the charts of a stack come to, users' additions included. */
export function stackOutput(stack: Stack): BuiltRegions {
  const { regions, diagnostics } = manifestsOf(stack);
  const charts = regionCharts(stack);
  const outputs = regions.flatMap(({ id, slug }) => {
    const chart = charts.get(id);
    return chart === undefined ? [] : [chartOutput(id, slug, chart)];
  });
  return {
    objects: outputs.flatMap((output) => output.objects),
    artifacts: outputs.flatMap((output) => output.artifacts),
    diagnostics: [...diagnostics, ...outputs.flatMap((output) => output.diagnostics)],
  };
}
