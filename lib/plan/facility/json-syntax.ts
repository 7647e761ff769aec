const blank = /[ \t\n\r]*/y;
// JSON forbids control characters in strings.
const text = /"(?:[^"\\\p{Cc}\u007f-\u009f]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Place = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'after-value';

export interface JsonFault {
  readonly offset: number;
  readonly problem: string;
}

/** No plan and no problem is nested as deep; deeper ones would exhaust the stack of what walks them. */
const mostOpen = 100;

/**
 * The first fault of a text that is no JSON (RFC 8259), is nested too deep or holds a number that no float holds; null if it
 * has none. Engines word and place the faults of `JSON.parse` in different ways.
 */
export function jsonFault(source: string): JsonFault | null {
  const open: ('{' | '[')[] = [];
  let place: Place = 'value';
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(source)) return false;
    at = pattern.lastIndex;
    return true;
  };
  for (;;) {
    take(blank);
    const next = source[at];
    const start = at;
    if (place === 'after-value' && open.length === 0)
      return at === source.length ? null : { offset: at, problem: 'the end of the file must stand here' };
    if (isClosing(place, open.at(-1), next)) {
      open.pop();
      at += 1;
      place = 'after-value';
    } else if (place === 'after-value' && next === ',') {
      at += 1;
      place = open.at(-1) === '{' ? 'key' : 'value';
    } else if (place === 'colon' && next === ':') {
      at += 1;
      place = 'value';
    } else if ((place === 'key' || place === 'first-key') && take(text)) place = 'colon';
    else if ((place === 'value' || place === 'first-value') && (next === '{' || next === '[')) {
      if (open.length === mostOpen)
        return { offset: at, problem: `more than ${mostOpen} lists and objects are open here` };
      open.push(next);
      at += 1;
      place = next === '{' ? 'first-key' : 'first-value';
    } else if ((place === 'value' || place === 'first-value') && take(text)) place = 'after-value';
    else if ((place === 'value' || place === 'first-value') && take(scalar)) {
      if (/^-?\d/.test(source.slice(start, start + 2)) && !Number.isFinite(Number(source.slice(start, at))))
        return { offset: start, problem: 'the number is beyond 1.8e308' };
      place = 'after-value';
    } else return { offset: at, problem: `${expectedAt(place, open.at(-1))} must stand here` };
  }
}

function isClosing(place: Place, open: '{' | '[' | undefined, next: string | undefined): boolean {
  if (next === '}') return open === '{' && (place === 'first-key' || place === 'after-value');
  return next === ']' && open === '[' && (place === 'first-value' || place === 'after-value');
}

function expectedAt(place: Place, open: '{' | '[' | undefined): string {
  switch (place) {
    case 'value':
      return 'a value';
    case 'first-value':
      return 'a value or "]"';
    case 'key':
      return 'a name in double quotes';
    case 'first-key':
      return 'a name in double quotes or "}"';
    case 'colon':
      return '":"';
    case 'after-value':
      return open === '{' ? '"," or "}"' : '"," or "]"';
  }
}
