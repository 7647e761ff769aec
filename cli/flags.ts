import type { Flags } from './arguments';

/** The value of a flag that takes one; undefined when it was not given. */
export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** The values of a flag that may be repeated, in their order. */
export function textsOfFlag(flags: Flags, name: string): readonly string[] {
  const value = flags.get(name);
  return typeof value === 'object' ? value : [];
}

/** The value of a flag of kind `number`. */
export function numberFlag(flags: Flags, name: string): number | undefined {
  const value = textFlag(flags, name);
  return value === undefined ? undefined : Number(value);
}
