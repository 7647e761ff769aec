import type { Terminal } from '../terminal';

/** SGR codes by meaning; all are names of the terminal's own palette, readable on light and dark grounds. */
const codes = { error: '31;1', warning: '33;1', good: '32', strong: '1', quiet: '2', link: '36' } as const;

export type Colour = keyof typeof codes;
export type Paint = (colour: Colour, text: string) => string;

export function painter({ hasColour }: Pick<Terminal, 'hasColour'>): Paint {
  return (colour, text) => (hasColour && text !== '' ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
}
