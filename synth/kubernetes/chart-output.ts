import type { Stack } from '../../constructs/stack';
import type { BuiltRegions } from './build';
import { regionCharts } from './charts';
import type { ManifestChart } from './manifest-chart';
import { regionArtifacts } from './region-artifacts';
import { manifestsOf } from './region-chart';
import { resolveChart } from './resolve-chart';

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

/** What the chart of one region comes to. */
export function chartOutput(region: string, slug: string, chart: ManifestChart): BuiltRegions {
  const { objects, diagnostics } = resolveChart(region, chart);
  return {
    objects: objects.map(({ manifest }) => ({ region, manifest })),
    artifacts: regionArtifacts(slug, objects),
    diagnostics,
  };
}
