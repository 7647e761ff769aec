import { CST, Lexer, Parser } from 'yaml';
import { clip } from './clip';
import { report, type Findings } from './findings';
import { limits } from './limits';

/**
 * Splits the text into the parser's tree of tokens while measuring it against the limits, so that the recursive rest
 * of the parser never sees what could exhaust it. Lexer and token parser are iterative and linear; depth is the height
 * of the parser's own stack. Undefined, with findings, when the text is refused.
 */
export function readTokens(findings: Findings): CST.Token[] | undefined {
  const { text } = findings.source;
  const state: State = {
    findings,
    tokens: [],
    parser: new Parser(),
    open: [],
    documents: 0,
    nodes: 0,
    marks: 0,
    aliases: 0,
    tags: 0,
  };
  let at = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const kind = isScalar ? 'scalar' : CST.tokenType(lexeme);
    const isContent = isScalar || !controlLexemes.has(lexeme);
    isScalar = !isScalar && lexeme === CST.SCALAR;
    for (const token of state.parser.next(lexeme)) {
      state.tokens.push(token);
      if (token.type === 'document') state.documents += 1;
    }
    if (!isScalar && !accept(state, kind, lexeme, at)) return undefined;
    if (isContent) at += lexeme.length;
  }
  if (!checkClosed(state)) return undefined;
  for (const token of state.parser.end()) state.tokens.push(token);
  return state.tokens;
}

interface State {
  readonly findings: Findings;
  readonly tokens: CST.Token[];
  readonly parser: Parser;
  /** Offsets of the brackets and braces that are open. */
  readonly open: number[];
  /** Documents that are complete. */
  documents: number;
  nodes: number;
  /** Dashes, colons, commas and stray brackets: each may stand for a value that is not written. */
  marks: number;
  aliases: number;
  tags: number;
}

const controlLexemes: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);
const mostTagsReported = 10;

/** False when the text is refused and reading must stop. */
function accept(state: State, kind: CST.TokenType | null, lexeme: string, at: number): boolean {
  const { findings } = state;
  if (!acceptKind(state, kind, lexeme, at)) return false;
  if (state.nodes > limits.nodes || state.marks > 2 * limits.nodes) {
    report(findings, 'config/too-many-nodes', { at }, { limit: limits.nodes });
    return false;
  }
  if (state.parser.stack.length > limits.depth && depthOf(state.parser) > limits.depth) {
    report(findings, 'config/too-deep', { at }, { limit: limits.depth });
    return false;
  }
  const [bottom] = state.parser.stack;
  if (bottom?.type === 'document' && state.documents > 0) {
    report(findings, 'config/multiple-documents', { at: bottom.offset }, undefined);
    return false;
  }
  return true;
}

function acceptKind(state: State, kind: CST.TokenType | null, lexeme: string, at: number): boolean {
  const { findings } = state;
  switch (kind) {
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      state.nodes += 1;
      return checkQuotes(findings, lexeme, at);
    case 'scalar':
      state.nodes += 1;
      return true;
    case 'flow-map-start':
    case 'flow-seq-start':
      state.nodes += 1;
      state.open.push(at);
      return true;
    case 'flow-map-end':
    case 'flow-seq-end':
      state.marks += 1;
      state.open.pop();
      return true;
    case 'flow-error-end':
      return checkClosed(state);
    case 'alias':
    case 'anchor':
      state.nodes += 1;
      state.aliases += 1;
      if (state.aliases <= limits.aliases) return true;
      report(findings, 'config/too-many-aliases', { at }, { limit: limits.aliases });
      return false;
    case 'tag':
      state.nodes += 1;
      state.tags += 1;
      if (state.tags <= mostTagsReported) report(findings, 'config/tag', { at }, { tag: clip(lexeme) });
      return true;
    case 'directive-line':
      report(findings, 'config/directive', { at }, { directive: clip(lexeme.trimEnd()) });
      return false;
    case 'seq-item-ind':
    case 'explicit-key-ind':
    case 'map-value-ind':
    case 'comma':
    case null:
      state.marks += 1;
      return true;
    case 'byte-order-mark':
    case 'doc-mode':
    case 'doc-start':
    case 'doc-end':
    case 'space':
    case 'comment':
    case 'newline':
    case 'block-scalar-header':
      return true;
  }
}

function checkQuotes(findings: Findings, lexeme: string, at: number): boolean {
  const quote = lexeme.charAt(0);
  if (lexeme.length > 1 && lexeme.endsWith(quote) && !(quote === '"' && isLastEscaped(lexeme))) return true;
  const word = quote === '"' ? 'double quote' : 'single quote';
  report(findings, 'config/unclosed', { at }, { opening: `the ${word} (${quote})`, closing: `closing ${word}` });
  return false;
}

function isLastEscaped(lexeme: string): boolean {
  let start = lexeme.length - 1;
  while (lexeme.charAt(start - 1) === '\\') start -= 1;
  return (lexeme.length - 1 - start) % 2 === 1;
}

function checkClosed({ findings, open }: State): boolean {
  const at = open.at(-1);
  if (at === undefined) return true;
  const isBrace = findings.source.text.charAt(at) === '{';
  const parameters = isBrace
    ? { opening: 'the brace "{"', closing: 'closing brace "}"' }
    : { opening: 'the bracket "["', closing: 'closing bracket "]"' };
  report(findings, 'config/unclosed', { at }, parameters);
  return false;
}

function depthOf(parser: Parser): number {
  return parser.stack.filter((token) => CST.isCollection(token)).length;
}
