/**
 * JSON with the members of every object sorted by code units and no white space: equal data, equal text (the sorting
 * and number rules of RFC 8785). Members that are undefined are left out. Throws on what JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value, new Map());
}

/** `names`: the texts of the members' names met so far. */
function textOf(value: unknown, names: Map<string, string>): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`canonical-json: ${value} is not a JSON number`);
    return `${value}`;
  }
  if (value === null || typeof value === 'boolean') return `${value}`;
  if (typeof value !== 'object') throw new Error(`canonical-json: a ${typeof value} is not JSON`);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) text += `${text === '' ? '' : ','}${textOf(item, names)}`;
    return `[${text}]`;
  }
  for (const key of sortedKeys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined) text += `${text === '' ? '' : ','}${nameText(key, names)}${textOf(member, names)}`;
  }
  return `{${text}}`;
}

const longestInserted = 16;

function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  // By default by code units. Most objects have a few members, which insertion sorts in half the time.
  if (keys.length > longestInserted) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] as string;
    let slot = at;
    for (; slot > 0 && key < (keys[slot - 1] as string); slot -= 1) keys[slot] = keys[slot - 1] as string;
    keys[slot] = key;
  }
  return keys;
}

function nameText(key: string, names: Map<string, string>): string {
  let text = names.get(key);
  if (text === undefined) {
    text = `${quoted(key)}:`;
    names.set(key, text);
  }
  return text;
}

const withoutEscapes = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return withoutEscapes.test(text) ? `"${text}"` : JSON.stringify(text);
}
