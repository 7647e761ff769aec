/** What a member of the specification may hold, as data: the types of `spec.ts` for programs that have no types. */
export type Shape =
  | { readonly kind: 'text'; readonly mayBeEmpty: boolean }
  | { readonly kind: 'number' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly names: readonly string[] }
  | { readonly kind: 'list'; readonly items: Shape; readonly length?: number }
  | { readonly kind: 'map'; readonly values: Shape }
  | { readonly kind: 'record'; readonly members: ReadonlyMap<string, Member> }
  | { readonly kind: 'either'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'json' };

export interface Member {
  readonly shape: Shape;
  readonly required?: RequiredMember;
}

/** A member that must be there. */
export interface RequiredMember {
  readonly shape: Shape;
  /** For the message. */
  readonly example: string;
  /**
   * Stands in when the member is missing, so that the rest of its record is checked and others can refer to it.
   * @default - the record is left out
   */
  readonly standIn?: string | number;
}

/**
 * A shape for every member of T, required exactly where T requires it: a member added to the specification and
 * forgotten here does not compile.
 */
type MembersOf<T> = {
  readonly [Name in keyof T]-?: Record<never, never> extends Pick<T, Name> ? Shape : RequiredMember;
};

export function record<T>(members: MembersOf<T>): Shape {
  const entries = Object.entries<Shape | RequiredMember>(members).map(([name, member]): [string, Member] => [
    name,
    'shape' in member ? { shape: member.shape, required: member } : { shape: member },
  ]);
  return { kind: 'record', members: new Map(entries) };
}

export function required(shape: Shape, example: string, standIn?: string | number): RequiredMember {
  return { shape, example, ...(standIn === undefined ? {} : { standIn }) };
}

/** One of the names of a union type; all of them must be given. */
export function choice<Name extends string>(names: Readonly<Record<Name, true>>): Shape {
  return { kind: 'choice', names: Object.keys(names) };
}

export const text: Shape = { kind: 'text', mayBeEmpty: false };
export const anyText: Shape = { kind: 'text', mayBeEmpty: true };
export const number: Shape = { kind: 'number' };
export const flag: Shape = { kind: 'flag' };
export const json: Shape = { kind: 'json' };
export const list = (items: Shape): Shape => ({ kind: 'list', items });
export const pairOf = (items: Shape): Shape => ({ kind: 'list', items, length: 2 });
export const mapOf = (values: Shape): Shape => ({ kind: 'map', values });
export const either = (...shapes: readonly Shape[]): Shape => ({ kind: 'either', shapes });

/** In words: `a text, a number or one of a, b`. */
export function describeShape(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return 'a text';
    case 'number':
      return 'a number';
    case 'flag':
      return 'true or false';
    case 'choice':
      return `one of ${shape.names.join(', ')}`;
    case 'list':
      return shape.length === undefined ? 'a list' : `a list of ${shape.length}`;
    case 'map':
    case 'record':
      return 'an object';
    case 'json':
      return 'plain JSON';
    case 'either': {
      const words = shape.shapes.map((each) => describeShape(each));
      return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
    }
  }
}
