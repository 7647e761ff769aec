import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tlsFolder } from '../../lib/router/backends/targets';
import type { Artifact } from '../../lib/model/artifact';
import { describeWithEngine } from '../support/engines';
import { exampleNames, routedExampleText, synthesizeText } from '../support/examples';
import { makeCertificates, temporaryFolder } from './support/certificates';

const folder = temporaryFolder();
beforeAll(() => makeCertificates(folder.path, ['*.example']));
afterAll(folder.dispose);

type Egress = 'envoy' | 'haproxy';

/** The example with this router program, its routes as files whose mounted folders are real ones. */
function routesOf(example: string, egress: Egress): readonly Artifact[] {
  const { stacks, diagnostics } = synthesizeText(`${routedExampleText(example)}\nrouter: { egress: ${egress} }\n`);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return stacks
    .flatMap(({ synthesis }) => synthesis.artifacts)
    .filter(({ path }) => path.startsWith(`routes/${egress}/`))
    .map(({ path, text }) => {
      const there = join(folder.path, example, dirname(path));
      return {
        path: join(folder.path, example, path),
        text: text.replaceAll(tlsFolder, folder.path).replaceAll('"/etc/envoy', `"${there}`),
      };
    });
}

function writeAll(artifacts: readonly Artifact[]): void {
  for (const { path, text } of artifacts) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** What the program says; throws where it refuses. */
function validate(program: string, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stdout}${stderr}`);
  return `${stdout}${stderr}`;
}

describeWithEngine('envoy', 'Envoy itself accepts', (envoy) => {
  test.each(exampleNames)(
    'every bootstrap of %s, with its endpoints',
    (example) => {
      const files = routesOf(example, 'envoy');
      writeAll(files);
      const bootstraps = files.filter(({ path }) => path.endsWith('/envoy.json'));
      expect(bootstraps.length).toBeGreaterThan(1);
      for (const { path } of bootstraps) validate(envoy, ['--mode', 'validate', '-c', path, '--log-level', 'error']);
    },
    120_000,
  );

  test('not a bootstrap with a misspelt field, so that accepting means something', () => {
    const file = routesOf(exampleNames[0], 'envoy').find(({ text }) => text.includes('"healthy_threshold"'));
    const path = join(folder.path, 'misspelt.json');
    writeAll([{ path, text: (file?.text ?? '').replace('"healthy_threshold"', '"healthy_treshold"') }]);
    expect(() => validate(envoy, ['--mode', 'validate', '-c', path])).toThrow('healthy_treshold');
  });
});

describeWithEngine('haproxy', 'HAProxy itself accepts', (haproxy) => {
  test.each(exampleNames)(
    'every configuration of %s, with no warning but that it resolves cluster names later',
    (example) => {
      const files = routesOf(example, 'haproxy');
      writeAll(files);
      expect(files.length).toBeGreaterThan(1);
      for (const { path } of files) {
        const said = validate(haproxy, ['-c', '-f', path]).split('\n');
        const warnings = said.filter((each) => /\[(?:WARNING|ALERT)\]/.test(each));
        expect(
          warnings.filter((each) => !/could not resolve address '[a-z.-]+\.svc\.cluster\.local'/.test(each)),
        ).toEqual([]);
      }
    },
    60_000,
  );

  test('not a configuration with a back end that does not exist, so that accepting means something', () => {
    const [file] = routesOf(exampleNames[0], 'haproxy');
    const path = join(folder.path, 'broken.cfg');
    writeAll([{ path, text: (file?.text ?? '').replaceAll('default_backend ', 'default_backend no-') }]);
    expect(() => validate(haproxy, ['-c', '-f', path])).toThrow('no-');
  });
});
