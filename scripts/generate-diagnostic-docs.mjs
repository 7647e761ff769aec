// Writes docs/diagnostics/ from the catalogue: a page per code and the list. Pages of codes that are gone are removed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadTypeScript } from './load-typescript.mjs';
import { root } from './steps.mjs';

const { diagnosticPages } = loadTypeScript('./diagnostic-pages.ts');
const folder = join(root, 'docs', 'diagnostics');
const pages = diagnosticPages();
rmSync(folder, { recursive: true, force: true });
for (const { path, text } of pages) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
process.stdout.write(`${pages.length} pages\n`);
