import { join } from 'node:path';
import {
  exampleNames,
  examplesFolder,
  exampleText,
  readArtifacts,
  synthesizeText,
  writeArtifactsForReview,
} from '../support/examples';

describe.each(exampleNames)('%s', (name) => {
  const expected = join(examplesFolder, name, 'expected');
  const { artifacts, diagnostics } = synthesizeText(exampleText(name));

  test('has no errors', () => {
    expect(diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  });

  test('synthesizes the committed output, file by file', () => {
    if (process.env['UPDATE_GOLDEN'] === '1') writeArtifactsForReview(expected, artifacts);
    const committed = readArtifacts(expected);
    expect(artifacts.map((each) => each.path)).toEqual(committed.map((each) => each.path));
    for (const [index, artifact] of artifacts.entries()) expect(artifact.text).toBe(committed[index]?.text);
  });
});

test('online-boutique has no finding at all under --strict', () => {
  expect(synthesizeText(exampleText('online-boutique'), { strict: true }).diagnostics).toEqual([]);
});
