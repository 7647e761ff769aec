import type { JsonObject } from '../../lib/model/json';
import type { Resource } from './resource';
import { providerVersion } from './schema';
import { literalTree } from './template';

/** Inputs of every region's root module: which cluster it is applied to. */
export const moduleVariables = {
  kubeconfig: {
    type: 'string',
    default: '~/.kube/config',
    description: 'Path of the kubeconfig file',
  },
  kube_context: { type: 'string', description: "Context of the region's cluster in the kubeconfig file" },
} as const;

/** Version of cdktf whose synthesized shape the module equals. */
const cdktfVersion = '0.21.0';

/**
 * The root module of one region, as Terraform and OpenTofu read it from `main.tf.json`.
 * It has no backend block: state stays local unless the user adds one beside it.
 */
export function terraformModule(name: string, resources: readonly Resource[]): JsonObject {
  const byType: Record<string, Record<string, JsonObject>> = {};
  for (const resource of resources) (byType[resource.type] ??= {})[resource.id] = resourceBody(name, resource);
  return {
    '//': { metadata: { backend: 'local', stackName: name, version: cdktfVersion }, outputs: {} },
    terraform: { required_providers: { kubernetes: { source: 'kubernetes', version: providerVersion } } },
    provider: { kubernetes: [{ config_context: '${var.kube_context}', config_path: '${var.kubeconfig}' }] },
    variable: moduleVariables,
    resource: byType,
  };
}

function resourceBody(stackName: string, resource: Resource): JsonObject {
  return {
    ...(literalTree(resource.arguments) as JsonObject),
    ...(resource.dependsOn.length === 0 ? {} : { depends_on: resource.dependsOn }),
    '//': { metadata: { path: `${stackName}/${resource.id}`, uniqueId: resource.id } },
  };
}
