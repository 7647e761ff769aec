import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { chartOutput } from '../../synth/kubernetes/chart-output';
import { ManifestChart } from '../../synth/kubernetes/manifest-chart';
import { validateObjects } from '../../synth/kubernetes/validate/validate';
import { manifests } from './manifests';

/** Chart, resolution, order, validation for six minors, text; written as one file, as the others are. */
export function run(count: number, folder: string): void {
  const app = new App({ outdir: folder, recordConstructMetadata: false });
  const props = { namespace: 'bench', labels: {}, manifests: manifests(count), patches: [] };
  const { objects, artifacts } = chartOutput('bench', 'bench', new ManifestChart(app, 'bench', props));
  const errors = validateObjects(objects, minors).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`${errors.length} errors, such as ${errors[0]?.message}`);
  writeFileSync(join(folder, 'bench.yaml'), artifacts.map(({ text }) => text).join('---\n'));
}

const minors = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'];
