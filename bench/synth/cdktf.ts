import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { manifests } from './manifests';

/** One stack of `kubernetes_manifest` resources and `app.synth()`. */
export function run(count: number, folder: string): void {
  const app = new App({ outdir: folder });
  const stack = new TerraformStack(app, 'bench');
  new KubernetesProvider(stack, 'kubernetes', {});
  manifests(count).forEach((manifest, index) => new Manifest(stack, `object-${index}`, { manifest }));
  app.synth();
}
