import type { IConstruct } from 'constructs';

/**
 * Names as a document wrote them. A construct's id cannot be empty, hold a slash or repeat a sibling's; the name of a
 * service or region in `obinexus.yml` can, until normalization reports it.
 */
const names = new WeakMap<IConstruct, string>();

export function declaredName(construct: IConstruct): string {
  return names.get(construct) ?? construct.node.id;
}

export function setDeclaredName(construct: IConstruct, name: string): void {
  names.set(construct, name);
}
