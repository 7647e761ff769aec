import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { builtPackage } from '../../support/built-package';

export const cli = join(builtPackage(), 'dist/cli/obinexus.js');

export const pinnedImage = `r.example/api:1@sha256:${'a'.repeat(64)}`;
export const document = `name: shop\nservices:\n  api: { language: go, image: "${pinnedImage}" }\n`;

/** Runs the built command in a folder with nothing of this environment but PATH and HOME. */
export function obinexus(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [cli, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: homedir(), ...env },
    encoding: 'utf8',
    timeout: 90_000,
    maxBuffer: 1 << 30,
  });
}

/** Runs a script of the shell, in which `$NODE "$CLI"` is the command. */
export function shell(cwd: string, script: string): SpawnSyncReturns<string> {
  return spawnSync('bash', ['-c', script], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: homedir(), NODE: process.execPath, CLI: cli },
    encoding: 'utf8',
    timeout: 90_000,
    maxBuffer: 1 << 30,
  });
}
