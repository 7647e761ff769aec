import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..');

/** For each rule, files that break it and nothing else; without its rule a violation would pass unseen. */
const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-cycles': { 'lib/model/a.ts': "export * from './b';", 'lib/model/b.ts': "export * from './a';" },
  'model-imports-nothing': { 'lib/model/up.ts': "export * from '../geo/leaf';" },
  'emit-imports-nothing': { 'lib/emit/up.ts': "export * from '../model/leaf';" },
  'geo-sees-model': { 'lib/geo/up.ts': "export * from '../plan/leaf';" },
  'plan-sees-geo': { 'lib/plan/up.ts': "export * from '../router/leaf';" },
  'topology-sees-plan': { 'lib/topology/up.ts': "export * from '../router/leaf';" },
  'router-sees-topology': { 'lib/router/up.ts': "export * from '../config/leaf';" },
  'report-sees-plan': { 'lib/report/up.ts': "export * from '../router/leaf';" },
  'config-sees-model': { 'lib/config/up.ts': "export * from '../plan/leaf';" },
  'lib-is-pure': { 'lib/model/disk.ts': "export * from 'node:fs';" },
  'constructs-see-model': { 'constructs/up.ts': "export * from '../lib/plan/leaf';" },
  'constructs-are-pure': { 'constructs/disk.ts': "export * from 'node:fs';" },
  'synth-never-sees-cli': { 'synth/up.ts': "export * from '../cli/leaf';" },
  'only-synth-sees-the-engines': { 'cli/engine.ts': "export * from 'cdk8s';" },
  'only-terraform-sees-cdktf': { 'synth/kubernetes/engine.ts': "export * from 'cdktf';" },
  'no-provider-root': { 'synth/terraform/root.ts': "export * from '@cdktf/provider-kubernetes';" },
  'disk-only-through-the-doors': { 'synth/disk.ts': "export * from 'node:fs';" },
  'no-unresolvable': { 'cli/missing.ts': "export * from './nowhere';" },
};
const leaves = ['model', 'geo', 'plan', 'router', 'config']
  .map((folder) => `lib/${folder}/leaf.ts`)
  .concat('cli/leaf.ts');

function cruise(directory: string): { from: string; rule: { name: string } }[] {
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'lib',
      'constructs',
      'synth',
      'cli',
    ],
    { cwd: directory, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (run.stdout === '') throw new Error(run.stderr);
  return (JSON.parse(run.stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } }).summary
    .violations;
}

function rulesInConfiguration(): string[] {
  // oxlint-disable-next-line typescript/no-require-imports -- the configuration is CommonJS by the tool's contract
  const configuration = require('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };
  return configuration.forbidden.map((rule) => rule.name);
}

test('every layer rule has a planted violation', () => {
  expect(Object.keys(planted).toSorted()).toEqual(rulesInConfiguration().toSorted());
});

test('each planted violation is found by its rule', () => {
  const directory = mkdtempSync(join(tmpdir(), 'obinexus-layers-'));
  try {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(join(root, file), join(directory, file));
    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
    const files = {
      ...Object.fromEntries(leaves.map((leaf) => [leaf, 'export const leaf = 1;'])),
      ...Object.assign({}, ...Object.values(planted)),
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), String(text));
    }
    const violations = cruise(directory);
    for (const [rule, sources] of Object.entries(planted)) {
      const found = new Set(violations.filter((each) => each.rule.name === rule).map((each) => each.from));
      expect({ rule, found: Object.keys(sources).some((source) => found.has(source)) }).toEqual({
        rule,
        found: true,
      });
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}, 60_000);
