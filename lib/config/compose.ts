import { Composer, type CST, type Document, type YAMLParseError } from 'yaml';
import { report, type Findings } from './findings';

/**
 * Composes the one document of the tokens; undefined, with findings, when the text is no YAML or holds nothing.
 * Scalars stay as written (`failsafe`): what they mean is decided in plain-scalar.ts.
 */
export function composeDocument(findings: Findings, tokens: Iterable<CST.Token>): Document.Parsed | undefined {
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, merge: false, prettyErrors: false });
  const [document] = composer.compose(tokens, true, findings.source.text.length);
  if (document === undefined) throw new Error('compose: the composer was told to return a document');
  if (document.errors.length > 0) {
    reportSyntax(findings, document.errors);
    return undefined;
  }
  if (document.contents !== null && !isNothing(findings, document)) return document as Document.Parsed;
  report(findings, 'config/empty', { at: 0 }, undefined);
  return undefined;
}

/** A document of `---` alone has an empty scalar as its contents. */
function isNothing(findings: Findings, document: Document): boolean {
  const range = document.contents?.range;
  return range !== undefined && range !== null && findings.source.text.slice(range[0], range[1]).trim() === '';
}

const mostReported = 10;

/** One finding per line: further errors of a line, and tokens left over after an error, follow from the first. */
function reportSyntax(findings: Findings, errors: readonly YAMLParseError[]): void {
  const { text } = findings.source;
  const lines = new Set<number>();
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const at = Math.min(error.pos[0], Math.max(0, text.trimEnd().length - 1));
    const lineStart = text.lastIndexOf('\n', at - 1);
    if (lines.has(lineStart) || (lines.size > 0 && error.message.includes('in YAML stream'))) continue;
    lines.add(lineStart);
    if (error.code === 'TAB_AS_INDENT') report(findings, 'config/tab-indent', { at }, undefined);
    else report(findings, 'config/syntax', { at }, { problem: problemOf(error) });
    if (lines.size === mostReported) return;
  }
}

function problemOf(error: YAMLParseError): string {
  const known = problems[error.code];
  if (known !== undefined) return known;
  return error.message === '' ? 'this is no valid YAML' : `this is no valid YAML: ${error.message}`;
}

const problems: Readonly<Partial<Record<YAMLParseError['code'], string>>> = {
  ALIAS_PROPS: 'an alias cannot have an anchor of its own; remove "&name" before "*name"',
  BAD_ALIAS: 'the name of an anchor or alias is missing; write a name after "&" or "*", or quote the text',
  BAD_INDENT:
    'the indent does not fit: all keys of a map and all items of a list start at the same column, and lines inside brackets are indented deeper than the key',
  MISSING_CHAR:
    'something is missing here: a blank after ":" or before "#", a comma between items, or a colon after a key',
  BAD_DQ_ESCAPE:
    'a backslash in double quotes starts an escape, and this one does not exist; double it, or use single quotes',
  BAD_SCALAR_START: 'a text cannot start with this character without quotes; put the text into single quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'a map starts in the middle of a value; quote the text if it holds ": ", or put the map on its own lines with one indent for all its keys',
  BLOCK_IN_FLOW: 'inside brackets and braces every map and list needs brackets and braces of its own',
  KEY_OVER_1024_CHARS: 'a key is longer than 1,024 characters; close the quote or add the missing line end',
  MULTILINE_IMPLICIT_KEY:
    'a key spans several lines; write a blank after each colon ("key: value") and give all keys of a map the same indent',
  MULTIPLE_ANCHORS: 'a value has two anchors; keep one',
  UNEXPECTED_TOKEN:
    'what stands here does not continue what is before it; give all keys of a map the same indent, write "- " before each item of a list, and quote texts that hold quotes or colons',
};
