/** One line of a section: words that the lexer of HAProxy reads as they are. */
export type Line = readonly string[];

export interface Section {
  readonly head: Line;
  readonly lines: readonly Line[];
}

/**
 * Words of HAProxy's configuration that need no quoting: an allow-list, so that no text of a user's can end a line, open a
 * comment or a quote, or expand a variable. Everything that reaches it was checked at the border; a refusal is our fault.
 */
const word = /^[A-Za-z0-9_.,:;/@()[\]{}^*?=&%+|~!<>-]+$/;

export function line(...words: readonly string[]): Line {
  for (const each of words)
    if (!word.test(each)) throw new Error(`haproxy-word: ${JSON.stringify(each)} is not allowed in a line`);
  return words;
}

export function section({ head, lines }: Section): string {
  return [line(...head).join(' '), ...lines.map((each) => `  ${each.join(' ')}`)].join('\n');
}
