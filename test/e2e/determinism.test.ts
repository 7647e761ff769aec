import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtPackage } from '../support/built-package';
import { exampleNames, examplesFolder, readArtifacts } from '../support/examples';

const places: readonly { readonly folder: string; readonly env: Readonly<Record<string, string>> }[] = [
  { folder: 'a', env: { LANG: 'C', LC_ALL: 'C', TZ: 'UTC' } },
  {
    folder: 'another path with spaces, ü and #',
    env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kolkata' },
  },
  { folder: 'c', env: { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', TZ: 'Pacific/Chatham' } },
];

test.each(exampleNames)(
  '%s: locale, time zone and path change no byte',
  (name) => {
    const base = mkdtempSync(join(tmpdir(), 'obinexus-places-'));
    try {
      const outputs = places.map(({ folder, env }) => {
        const project = join(base, folder);
        mkdirSync(project);
        cpSync(join(examplesFolder, name, 'obinexus.yml'), join(project, 'obinexus.yml'));
        const cli = join(builtPackage(), 'dist/cli/obinexus.js');
        const run = spawnSync(process.execPath, [cli, 'synth', '--out', 'result'], {
          cwd: project,
          env: { ...process.env, ...env },
          encoding: 'utf8',
        });
        expect({ status: run.status, stderr: run.status === 0 ? '' : run.stderr }).toEqual({ status: 0, stderr: '' });
        return readArtifacts(join(project, 'result'));
      });
      expect(outputs[0]?.length).toBeGreaterThan(20);
      for (const output of outputs) expect(output).toEqual(outputs[0]);
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  },
  120_000,
);
