import schema from './resource-types.json';

/**
 * Arguments of the provider's typed resources, read from @cdktf/provider-kubernetes by
 * scripts/generate-terraform-schema.mjs, so that both doors speak of the same provider version.
 */
export type ArgumentKind =
  'string' | 'number' | 'bool' | 'list' | 'map' | 'any' | `block:${number}` | `blocks:${number}`;
/** Terraform argument name -> [name in the construct's props, kind]. */
export type Block = Readonly<Record<string, readonly [string, ArgumentKind]>>;

export interface ResourceType {
  /** `kubernetes_deployment_v1`. */
  readonly type: string;
  /** Folder of the construct in @cdktf/provider-kubernetes/lib. */
  readonly module: string;
  readonly members: Block;
}

// The generator writes exactly this shape; JSON modules are typed more loosely.
const table = schema as unknown as {
  readonly providerVersion: string;
  readonly types: Readonly<Record<string, ResourceType>>;
  readonly blocks: readonly Block[];
};

export const providerVersion = table.providerVersion;

/** The typed resource for `apps/v1/Deployment` and its like, undefined when the provider has none. */
export function resourceType(apiVersion: string, kind: string): ResourceType | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(table.types, key) ? table.types[key] : undefined;
}

/** The same by the resource's type, `kubernetes_deployment_v1`. */
export function resourceTypeOf(type: string): ResourceType | undefined {
  return Object.values(table.types).find((each) => each.type === type);
}

/** The members of a `block:<n>` or `blocks:<n>` argument, undefined for plain arguments. */
export function blockOf(kind: ArgumentKind): Block | undefined {
  const number = /^blocks?:(\d+)$/.exec(kind)?.[1];
  return number === undefined ? undefined : table.blocks[Number(number)];
}
