import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '../../constructs/app';
import { fromSpec } from '../../constructs/from-spec';
import { toModel } from '../../constructs/to-model';
import { parseConfig } from '../../lib/config/parse';

test.each(['hello-polyglot', 'online-boutique'])('the example %s becomes a Model without an error', (name) => {
  const file = join(__dirname, '../../examples', name, 'obinexus.yml');
  const { spec, diagnostics } = parseConfig(readFileSync(file, 'utf8'), file);
  expect(diagnostics).toEqual([]);
  if (spec === null) throw new Error('no specification');
  const { model, diagnostics: findings } = toModel(fromSpec(new App(), spec));
  expect(findings.filter((each) => each.code !== 'config/image-not-pinned')).toEqual([]);
  expect(model?.services.length).toBe(Object.keys(spec.services).length);
});
