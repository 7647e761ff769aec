import type { BuiltRegions } from './built-regions';
import type { ManifestChart } from './manifest-chart';
import { regionArtifacts } from './region-artifacts';
import { resolveChart } from './resolve-chart';

/** What the chart of one region comes to. */
export function chartOutput(region: string, slug: string, chart: ManifestChart): BuiltRegions {
  const { objects, diagnostics } = resolveChart(region, chart);
  return {
    objects: objects.map(({ manifest }) => ({ region, manifest })),
    artifacts: regionArtifacts(slug, objects),
    diagnostics,
  };
}
