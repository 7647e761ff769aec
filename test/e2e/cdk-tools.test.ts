import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exampleNames, examplesFolder, exampleText, readArtifacts, synthesizeText } from '../support/examples';
import { describeWithEngine } from '../support/engines';
import { projectFolder } from '../support/built-package';
import { withoutBackend } from '../support/synthesized-by-cdktf';

const root = resolve(__dirname, '../..');

/** A copy of the example, unchanged, in a project that has what a user would have installed. */
function exampleProject(name: string): string {
  const project = projectFolder();
  cpSync(join(examplesFolder, name), project, {
    recursive: true,
    filter: (source) => !/[\\/](?:expected|out)$/.test(source),
  });
  for (const tool of ['.bin', 'ts-node'])
    symlinkSync(join(root, 'node_modules', tool), join(project, 'node_modules', tool));
  return project;
}

function run(program: string, args: readonly string[], cwd: string): { status: number | null; output: string } {
  const env = { ...process.env, CI: '1', CHECKPOINT_DISABLE: '1', CDK8S_CHECK_UPGRADE: 'false' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8', timeout: 120_000 });
  return { status, output: `${stdout}${stderr}` };
}

describe.each(exampleNames)('%s', (name) => {
  const { artifacts } = synthesizeText(exampleText(name));

  test('`cdk8s synth` runs the example unchanged and writes our manifests, byte for byte', () => {
    const project = exampleProject(name);
    try {
      const { status, output } = run(join(root, 'node_modules/.bin/cdk8s'), ['synth'], project);
      expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
      const manifests = readArtifacts(join(project, 'dist')).filter(({ path }) => path.endsWith('.yaml'));
      const ours = artifacts
        .filter(({ path }) => path.startsWith('kubernetes/'))
        .map(({ path, text }) => ({ path: path.slice('kubernetes/'.length), text }));
      expect(manifests).toEqual(ours);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  }, 120_000);

  describeWithEngine('cdktf', 'with cdktf-cli', (cdktf) => {
    test('`cdktf synth` runs the example unchanged and writes our modules', () => {
      const project = exampleProject(name);
      try {
        const { status, output } = run(cdktf, ['synth'], project);
        expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
        const stacks = join(project, 'cdktf.out', 'stacks');
        for (const stack of readdirSync(stacks)) {
          const slug = stack.slice(`${name}-`.length);
          const text = readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8')
            .replaceAll(`"${stack}/`, `"${slug}/`)
            .replace(`"stackName": "${stack}"`, `"stackName": "${slug}"`);
          const ours = artifacts.find(({ path }) => path === `terraform/${slug}/main.tf.json`);
          expect(withoutBackend(JSON.parse(text))).toEqual(JSON.parse(ours?.text ?? ''));
        }
        expect(readdirSync(stacks).length).toBe(artifacts.filter(({ path }) => path.startsWith('terraform/')).length);
      } finally {
        rmSync(project, { recursive: true, force: true });
      }
    }, 180_000);
  });
});
