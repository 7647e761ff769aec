/**
 * The second door to Terraform: the resources of a region as real @cdktf/provider-kubernetes constructs in a
 * TerraformStack of the user's own. Needs the optional peers `cdktf` and `@cdktf/provider-kubernetes`; modules of the
 * provider are loaded one by one, never its root (109 eager modules).
 */
import type * as cdktf from 'cdktf';
import type { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import type * as kubernetesProvider from '@cdktf/provider-kubernetes/lib/provider';
import type { Stack } from '../../constructs/stack';
import type { Json } from '../../lib/model/json';
import { constructProps } from './construct-props';
import { loadPeer } from './load-peer';
import { moduleVariables } from './module';
import { regionResources } from './region-resources';
import type { Resource } from './resource';

export type { Resource } from './resource';

type ConstructClass = new (
  scope: TerraformStack,
  id: string,
  props: Record<string, Json | TerraformElement[]>,
) => TerraformResource;

/**
 * Adds every resource of a planned region to `scope`.
 * @param region id of a region that runs at least one service
 * @returns the constructs by address
 * @throws when the stack has errors (each is listed) or the region runs nothing
 */
export function addRegion(scope: TerraformStack, stack: Stack, region: string): ReadonlyMap<string, TerraformResource> {
  return addResources(scope, regionResources(stack, region));
}

/**
 * Adds resources to `scope`, with the two variables `kubeconfig` and `kube_context` and a provider that uses them.
 * @returns the constructs by address, `kubernetes_deployment_v1.deployment_api`
 */
export function addResources(
  scope: TerraformStack,
  resources: readonly Resource[],
): ReadonlyMap<string, TerraformResource> {
  addProvider(scope);
  const added = new Map<string, TerraformResource>();
  for (const resource of inDependencyOrder(resources)) {
    const module = loadPeer(`@cdktf/provider-kubernetes/lib/${resource.module}`);
    const construct = new (constructClass(module, resource.type))(scope, resource.id, {
      ...constructProps(resource),
      ...(resource.dependsOn.length === 0
        ? {}
        : { dependsOn: resource.dependsOn.map((address) => required(added, address)) }),
    });
    added.set(`${resource.type}.${resource.id}`, construct);
  }
  return added;
}

/** Dependencies are at most two deep (namespace, then what pods need), so ranking by their number is enough. */
function inDependencyOrder<Item extends { readonly dependsOn: readonly string[] }>(resources: readonly Item[]): Item[] {
  return resources.toSorted((a, b) => a.dependsOn.length - b.dependsOn.length);
}

function addProvider(scope: TerraformStack): void {
  const { TerraformVariable } = loadPeer('cdktf') as typeof cdktf;
  const { KubernetesProvider } = loadPeer('@cdktf/provider-kubernetes/lib/provider') as typeof kubernetesProvider;
  const kubeconfig = new TerraformVariable(scope, 'kubeconfig', moduleVariables.kubeconfig);
  const context = new TerraformVariable(scope, 'kube_context', moduleVariables.kube_context);
  new KubernetesProvider(scope, 'kubernetes', {
    configPath: kubeconfig.stringValue,
    configContext: context.stringValue,
  });
}

/** The class of a provider module whose `tfResourceType` is the wanted type. */
function constructClass(module: Readonly<Record<string, unknown>>, type: string): ConstructClass {
  const found = Object.values(module).find(
    (member) => typeof member === 'function' && 'tfResourceType' in member && member.tfResourceType === type,
  );
  if (found === undefined) throw new Error(`terraform schema: no construct for ${type}`);
  return found as ConstructClass;
}

function required<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`terraform dependency order: ${key} comes later`);
  return value;
}
