import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../lib/model/diagnostics/catalogue';
import type { CatalogueEntry } from '../../lib/model/diagnostics/entry';
import { diagnosticPages, exampleMessage } from '../../scripts/diagnostic-pages';

const folder = join(__dirname, '..', '..', 'docs', 'diagnostics');
const entries = Object.entries<CatalogueEntry>(catalogue);

function filesBelow(path: string): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
  );
}

describe('docs/diagnostics', () => {
  test('has a page for every code, each equal to the catalogue (else run scripts/generate-diagnostic-docs.mjs)', () => {
    const onDisk = filesBelow('').map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
    expect(onDisk.sort(byPath)).toEqual([...diagnosticPages()].sort(byPath));
  });

  test.each(entries)('%s explains itself in whole sentences', (code, { what, why, fix }) => {
    expect(code).toMatch(/^[a-z0-9]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const part of [what, why]) expect(part).toMatch(/^[A-Z`"].*[.?]$/s);
    expect(fix).toMatch(/^[A-Z`"].{10}/s);
  });

  test.each(entries)('%s has a message that can be made from any parameters', (_, entry) => {
    const message = exampleMessage(entry);
    expect(message).not.toMatch(/undefined|NaN|\[object|\n/);
    expect(message.length).toBeGreaterThan(5);
  });

  test('no catalogue area declares a code of another: every code is declared once', async () => {
    const areas = readdirSync(join(__dirname, '..', '..', 'lib', 'model', 'diagnostics'))
      .map((file) => file.replace(/\.ts$/, ''))
      .filter((area) => !['catalogue', 'entry', 'exit-code'].includes(area));
    for (const area of areas) {
      const module = (await import(`../../lib/model/diagnostics/${area}`)) as Record<string, object>;
      const codes = Object.keys(module[area] ?? {});
      expect(codes.filter((code) => !code.startsWith(`${area}/`))).toEqual([]);
    }
  });
});
