import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { App } from '../../constructs/app';
import { fromSpec } from '../../constructs/from-spec';
import type { Stack } from '../../constructs/stack';
import { parseConfig } from '../../lib/config/parse';
import type { Artifact } from '../../lib/model/artifact';
import { synthesizeApp, type AppSynthesis } from '../../synth/synthesize-app';

export const examplesFolder = resolve(__dirname, '../../examples');
export const exampleNames = ['hello-polyglot', 'online-boutique'] as const;

export const exampleText = (name: string): string => readFileSync(join(examplesFolder, name, 'obinexus.yml'), 'utf8');

/** The same with the engine of hello-polyglot in two regions only, so that calls cross regions and there are routes. */
export const routedExampleText = (name: string): string =>
  exampleText(name).replace(
    'mesh_topology: distributed',
    'mesh_topology: distributed\n    geo: { regions: { min: 2, max: 2 } }',
  );

/** The stack that a document means. */
export function stackOf(text: string): Stack {
  const { spec, diagnostics } = parseConfig(text, 'obinexus.yml');
  if (spec === null) throw new Error(diagnostics.map((each) => each.message).join('\n'));
  return fromSpec(new App(), spec);
}

/** What `obinexus synth` does with a file, in memory. */
export function synthesizeText(text: string, options = { strict: false }): AppSynthesis {
  return synthesizeApp(App.of(stackOf(text)), options);
}

/** All files below a folder, as artifacts sorted by path. */
export function readArtifacts(folder: string): Artifact[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

export function writeArtifactsForReview(folder: string, artifacts: readonly Artifact[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of artifacts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
