const blank = /[ \t\n\r]*/y;
// JSON forbids control characters in strings.
const text = /"(?:[^"\\\p{Cc}\u007f-\u009f]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Place = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'after-value';

/**
 * The offset of the first fault of a text that is no JSON (RFC 8259), and what should stand there; null if it is JSON.
 * Engines word and place the faults of `JSON.parse` in different ways.
 */
export function jsonFault(source: string): { offset: number; expected: string } | null {
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
    if (place === 'after-value' && open.length === 0)
      return at === source.length ? null : { offset: at, expected: 'the end of the file' };
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
      open.push(next);
      at += 1;
      place = next === '{' ? 'first-key' : 'first-value';
    } else if ((place === 'value' || place === 'first-value') && (take(text) || take(scalar))) place = 'after-value';
    else return { offset: at, expected: expectedAt(place, open.at(-1)) };
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
