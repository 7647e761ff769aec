import type { Block } from './schema';

/** `seLinuxOptions` -> `se_linux_options`, `clusterIPs` -> `cluster_ips`. */
export function snakeCase(name: string): string {
  return name
    .replace(/IPs$/, '_ips')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** The provider names repeated blocks in the singular: `containers` -> `container`, `policies` -> `policy`. */
function singular(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return name.endsWith('s') ? name.slice(0, -1) : name;
}

/** The argument of a block that a manifest field means, undefined when the typed resource cannot say it. */
export function argumentName(field: string, block: Block): string | undefined {
  const snake = snakeCase(field);
  return [snake, singular(snake)].find((name) => Object.hasOwn(block, name));
}
