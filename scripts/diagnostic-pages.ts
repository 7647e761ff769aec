import { catalogue } from '../lib/model/diagnostics/catalogue';
import type { CatalogueEntry } from '../lib/model/diagnostics/entry';
import { exitCodeOf, strictExitCode } from '../lib/model/diagnostics/exit-code';

export interface Page {
  /** Relative to docs/diagnostics. */
  readonly path: string;
  readonly text: string;
}

/** One page per code of the catalogue, and the list of all codes. */
export function diagnosticPages(): readonly Page[] {
  const entries = Object.entries<CatalogueEntry>(catalogue).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    { path: 'README.md', text: indexPage(entries) },
    ...entries.map(([code, entry]) => ({ path: `${code}.md`, text: page(code, entry) })),
  ];
}

function page(code: string, entry: CatalogueEntry): string {
  const consequence =
    entry.severity === 'error'
      ? `Error: the command ends with exit code ${exitCodeOf(code)}.`
      : `Warning: the command goes on; with \`--strict\` it ends with exit code ${strictExitCode}.`;
  return `# ${code}

${consequence}

\`\`\`text
${exampleMessage(entry)}
\`\`\`

## What

${entry.what}

## Why

${entry.why}

## Fix

${entry.fix}
`;
}

function indexPage(entries: readonly (readonly [string, CatalogueEntry])[]): string {
  const rows = entries.map(([code, entry]) => `| [${code}](${code}.md) | ${entry.severity} | ${oneLine(entry.what)} |`);
  return `# Diagnostics

Every finding has a stable code. \`obinexus explain <code>\` prints its page.

| code | severity | what |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', String.raw`\|`);
}

/** The message with the name of each parameter in its place. */
export function exampleMessage(entry: CatalogueEntry): string {
  const text = entry.text as unknown as (parameters: unknown) => string;
  return String(text(new Proxy({}, { get: (_, name) => placeholder(String(name)) })));
}

/** Stands for any value of a parameter: whatever is read from it or called on it is the same placeholder again. */
function placeholder(name: string): unknown {
  return new Proxy(() => '', {
    apply: () => placeholder(name),
    get: (_, key) => {
      if (key === Symbol.toPrimitive) return () => `<${name}>`;
      if (key === Symbol.iterator) return () => [placeholder(name)].values();
      return placeholder(name);
    },
  });
}
