export interface Graph {
  readonly name: string;
  readonly nodes: ReadonlySet<string>;
  readonly edges: readonly (readonly [string, string])[];
  readonly clusters: readonly string[];
}

type Token = { readonly kind: 'id' | 'sign'; readonly text: string };

/**
 * Parses the part of Graphviz' grammar that has directed graphs, subgraphs, node, edge and attribute statements
 * (https://graphviz.org/doc/info/lang.html). Throws at the first fault.
 */
export function parseDot(text: string): Graph {
  const tokens = tokenize(text);
  let at = 0;
  const peek = (): string => tokens[at]?.text ?? '';
  const take = (sign: string): void => {
    const token = tokens[at];
    if (token?.kind !== 'sign' || token.text !== sign) throw new Error(`expected ${sign} at token ${at}: ${peek()}`);
    at += 1;
  };
  const takeId = (): string => {
    const token = tokens[at];
    if (token?.kind !== 'id') throw new Error(`expected an identifier at token ${at}: ${peek()}`);
    at += 1;
    return token.text;
  };
  const nodes = new Set<string>();
  const edges: [string, string][] = [];
  const clusters: string[] = [];

  const attributes = (): void => {
    while (tokens[at]?.kind === 'sign' && peek() === '[') {
      take('[');
      while (peek() !== ']') {
        takeId();
        take('=');
        takeId();
        if (peek() === ',' || peek() === ';') at += 1;
      }
      take(']');
    }
  };
  const statements = (): void => {
    take('{');
    while (!(tokens[at]?.kind === 'sign' && peek() === '}')) {
      const first = takeId();
      if (first === 'subgraph') {
        clusters.push(takeId());
        statements();
      } else if (first === 'graph' || first === 'node' || first === 'edge') attributes();
      else if (peek() === '->') {
        take('->');
        edges.push([first, takeId()]);
        attributes();
      } else {
        nodes.add(first);
        attributes();
      }
      if (peek() === ';') at += 1;
    }
    take('}');
  };

  if (takeId() !== 'digraph') throw new Error('no digraph');
  const name = takeId();
  statements();
  if (at !== tokens.length) throw new Error(`text after the graph: ${peek()}`);
  return { name, nodes, edges, clusters };
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const token =
    /\s+|("(?:[^"\\]|\\[\s\S])*")|([A-Za-z_\u0080-\u{10ffff}][\w\u0080-\u{10ffff}]*|-?(?:\.\d+|\d+(?:\.\d*)?))|(->|[{}[\]=;,])/uy;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new Error(`no token at ${at}: ${text.slice(at, at + 40)}`);
    const [, quoted, plain, sign] = match;
    if (quoted !== undefined) {
      if (quoted.includes('\n')) throw new Error('a line break inside of quotes');
      tokens.push({ kind: 'id', text: quoted.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') });
    } else if (plain !== undefined) tokens.push({ kind: 'id', text: plain });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}
