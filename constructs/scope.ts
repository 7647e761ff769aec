import { Construct, type IConstruct } from 'constructs';
import { positionOf } from './source-position';

export type ConstructKind = 'Stack' | 'Service' | 'GeoRegion' | 'ExternalService';

/** Marks an instance as one of ours, for copies of the package that do not share its classes. */
export function mark(construct: object, kind: ConstructKind | 'App'): void {
  Object.defineProperty(construct, Symbol.for(`obinexus.${kind}`), { value: true });
}

export function isMarked(value: unknown, kind: ConstructKind | 'App'): boolean {
  return typeof value === 'object' && value !== null && Symbol.for(`obinexus.${kind}`) in value;
}

/** The nearest construct of a kind that a construct is, or is in. */
export function enclosing(construct: IConstruct, kind: ConstructKind): IConstruct | undefined {
  return construct.node.scopes.findLast((scope) => isMarked(scope, kind));
}

/** The id, if the tree takes it at this place; else throws an error that says what is in the way. */
export function checkedId(scope: Construct, id: string, kind: ConstructKind): string {
  if (!Construct.isConstruct(scope))
    throw new Error(`the ${kind} ${quoted(id)} needs a scope: new ${kind}(${scopeOf(kind)}, ...)`);
  const stack = enclosing(scope, 'Stack');
  if (kind === 'Stack' && stack !== undefined)
    throw new Error(`the Stack ${quoted(id)} cannot be inside of the Stack "${stack.node.path}"; create it in the App`);
  if (kind !== 'Stack' && stack === undefined)
    throw new Error(`the ${kind} ${quoted(id)} is not inside of a Stack: new ${kind}(stack, ...)`);
  if (typeof id !== 'string' || id === '' || /[/\n]/.test(id))
    throw new Error(
      `the ${kind} ${quoted(id)} needs an id that is a text, is not empty and holds no "/" or line break`,
    );
  if (id in {}) throw new Error(`the ${kind} "${id}" has a name that JavaScript gives every object; choose another id`);
  const other = scope.node.tryFindChild(id);
  if (other !== undefined)
    throw new Error(
      `the ${kind} "${id}" cannot be created: "${scope.node.path}" holds ${described(other)} already; rename one of the two, or put one into a Construct of its own`,
    );
  return id;
}

function scopeOf(kind: ConstructKind): string {
  return kind === 'Stack' ? 'app' : 'stack';
}

function quoted(id: unknown): string {
  return typeof id === 'string' ? JSON.stringify(id) : String(id);
}

/** `the GeoRegion "api" (main.ts:12:1)`. */
function described(construct: IConstruct): string {
  const kinds = ['Stack', 'Service', 'GeoRegion', 'ExternalService'] as const;
  const kind = kinds.find((each) => isMarked(construct, each)) ?? 'construct';
  const position = positionOf(construct);
  const where =
    position === undefined || 'construct' in position ? '' : ` (${position.file}:${position.line}:${position.col})`;
  return `the ${kind} "${construct.node.id}"${where}`;
}
