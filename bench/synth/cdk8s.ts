import { ApiObject, App, Chart } from 'cdk8s';
import type { ApiObjectProps } from 'cdk8s';
import { manifests } from './manifests';

/** One chart of raw ApiObjects and `app.synth()`. */
export function run(count: number, folder: string): void {
  const app = new App({ outdir: folder });
  const chart = new Chart(app, 'bench');
  manifests(count).forEach(
    (manifest, index) => new ApiObject(chart, `object-${index}`, manifest as unknown as ApiObjectProps),
  );
  app.synth();
}
