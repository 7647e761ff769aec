export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
}

const voids = new Set(['meta', 'br', 'input', 'link', 'img', 'hr']);
const entity = /&(?:amp|lt|gt|quot|#39);/g;
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/**
 * Parses what is stricter than HTML: every tag is closed by its own name (or is void, or closes itself), attributes are in
 * double quotes and stand once, `<` and `&` appear in text only as the five entities. Throws at the first fault.
 */
export function parseStrictHtml(text: string): Element {
  if (!text.startsWith('<!doctype html>\n')) throw new Error('no doctype');
  const root: Element = { name: '#document', attributes: new Map(), children: [] };
  const open = [root];
  const token = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<]*")?)*)\s*(\/?)>|([^<]+)/y;
  token.lastIndex = '<!doctype html>'.length;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new Error(`no tag or text at ${at}: ${text.slice(at, at + 80)}`);
    const [, closing, name = '', attributes = '', selfClosing, characters] = match;
    const parent = open.at(-1) ?? root;
    if (characters !== undefined) {
      parent.children.push(parent.name === 'style' ? characters : decode(characters));
    } else if (closing === '/') {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}> at ${at}`);
      open.pop();
    } else {
      const element: Element = { name, attributes: readAttributes(attributes), children: [] };
      parent.children.push(element);
      if (selfClosing !== '/' && !voids.has(name)) open.push(element);
    }
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return root;
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/([a-zA-Z-]+)(?:="([^"]*)")?/g)) {
    if (attributes.has(name)) throw new Error(`the attribute ${name} stands twice`);
    attributes.set(name, decode(value));
  }
  return attributes;
}

function decode(text: string): string {
  if (text.replaceAll(entity, '').includes('&')) throw new Error(`a bare & in: ${text.slice(0, 80)}`);
  return text.replaceAll(entity, (each) => entities[each] ?? each);
}

export function* elements(element: Element): Generator<Element> {
  for (const child of element.children)
    if (typeof child !== 'string') {
      yield child;
      yield* elements(child);
    }
}

export function textOf(element: Element | string): string {
  return typeof element === 'string' ? element : element.children.map(textOf).join('');
}
