import { hasErrors, type Diagnostic } from '../model/diagnostic';
import type { StackSpec } from '../model/spec';
import { buildTree } from './build-tree';
import { checkCharacters } from './characters';
import { composeDocument } from './compose';
import { report, type Findings } from './findings';
import { limits } from './limits';
import { locateIn } from './locate';
import type { Position } from './position';
import { readSpec } from './read-spec';
import { readTokens } from './read-tokens';
import { reportViolations } from './report-violations';
import { stackSchema } from './schema';
import { sourceText } from './source-text';
import { toData, type SourceNode } from './source-tree';
import { validateDocument } from './validate';
import { rootStep } from './walk-path';

export interface ParsedConfig {
  /** Null exactly when there is an error among the diagnostics. */
  readonly spec: StackSpec | null;
  /** All of them, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where a path of a diagnostic stands in the document, or the nearest thing around it; undefined without a document. */
  readonly locate: (path: string) => Position | undefined;
}

export interface ParseOptions {
  /** Name of the stack when the document has none. @default - a name is required */
  readonly defaultName?: string;
}

/**
 * Reads `obinexus.yml`: measured before it is parsed, checked against one schema, every finding with its position.
 * Never throws, whatever the text; time and memory grow linearly with it.
 */
export function parseConfig(text: string, file: string, options: ParseOptions = {}): ParsedConfig {
  const findings: Findings = { source: sourceText(file, text.replace(/^\uFEFF/, '')), diagnostics: [] };
  const tree = readTree(findings);
  const spec = tree === undefined ? null : checkTree(findings, tree, options);
  return {
    spec: hasErrors(findings.diagnostics) ? null : spec,
    diagnostics: findings.diagnostics.toSorted(byPosition),
    locate: (path) => (tree === undefined ? undefined : locateIn(findings.source, tree, path)),
  };
}

function readTree(findings: Findings): SourceNode | undefined {
  const { text } = findings.source;
  const bytes = text.length > limits.bytes ? text.length : new TextEncoder().encode(text).length;
  if (bytes > limits.bytes) {
    report(findings, 'config/too-large', { at: 0 }, { bytes, limit: limits.bytes });
    return undefined;
  }
  const tooFar = findings.source.lineStarts[limits.lines];
  if (tooFar !== undefined) {
    report(findings, 'config/too-many-lines', { at: tooFar }, { limit: limits.lines });
    return undefined;
  }
  checkCharacters(findings);
  if (findings.diagnostics.length > 0) return undefined;
  const tokens = readTokens(findings);
  const document = tokens === undefined ? undefined : composeDocument(findings, tokens);
  if (document === undefined || document.contents === null) return undefined;
  const tree = buildTree(findings, document.contents);
  const isTooMuch = findings.diagnostics.some(({ code }) => tooMuch.has(code));
  return isTooMuch ? undefined : tree;
}

const tooMuch: ReadonlySet<string> = new Set(['config/too-deep', 'config/too-many-nodes', 'config/self-reference']);

function checkTree(findings: Findings, tree: SourceNode, { defaultName }: ParseOptions): StackSpec | null {
  const root = rootStep(tree, stackSchema);
  reportViolations(findings, root, validateDocument(toData(tree)));
  const spec = readSpec(findings, root) as StackSpec;
  if (tree.kind !== 'map') return null;
  if (tree.members.has('name')) return spec;
  if (defaultName !== undefined) return { ...spec, name: defaultName };
  const parameters = { place: 'the document', member: 'name', example: 'name: shop' };
  report(findings, 'config/missing', { at: tree.at, path: 'name' }, parameters);
  return null;
}

function byPosition(a: Diagnostic, b: Diagnostic): number {
  const [lineA, colA] = place(a);
  const [lineB, colB] = place(b);
  return lineA - lineB || colA - colB || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}

function place({ origin }: Diagnostic): [number, number] {
  return origin !== undefined && 'line' in origin ? [origin.line, origin.col] : [0, 0];
}
