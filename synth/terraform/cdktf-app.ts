import type * as cdktf from 'cdktf';
import type { App } from '../../constructs/app';
import { Stack } from '../../constructs/stack';
import { addResources } from './index';
import { loadPeer } from './load-peer';
import { plannedRegions } from './region-resources';
import { toResources } from './resource';

/**
 * Synthesizes every region of every stack as a TerraformStack into `outdir`, in cdktf's own layout, through cdktf itself:
 * what `cdktf synth` expects of a program. The stacks are named `<stack>-<region>`.
 * @throws when cdktf is not installed
 */
export function synthesizeForCdktf(app: App, outdir: string): void {
  const { App: TerraformApp, TerraformStack } = loadPeer('cdktf') as typeof cdktf;
  const terraform = new TerraformApp({ outdir });
  for (const stack of Stack.all(app))
    for (const region of plannedRegions(stack))
      addResources(new TerraformStack(terraform, `${stack.node.id}-${region.slug}`), toResources(region.manifests));
  terraform.synth();
}
