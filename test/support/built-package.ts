import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const sources = ['index.ts', 'lib', 'constructs', 'synth', 'cli', 'testing', 'tsconfig.build.json', 'package.json'];

/**
 * The package as it is published, compiled from the present sources: `dist`, `package.json`, `schema`, and the
 * installed dependencies. Built once for a state of the sources; test files and runs share it.
 */
export function builtPackage(): string {
  const folder = join(tmpdir(), `obinexus-built-${stateOfSources()}`);
  if (existsSync(folder)) return folder;
  const draft = mkdtempSync(join(tmpdir(), 'obinexus-building-'));
  const compiler = join(root, 'node_modules/.bin/tsc');
  const build = spawnSync(compiler, ['-p', join(root, 'tsconfig.build.json'), '--outDir', join(draft, 'dist')], {
    encoding: 'utf8',
  });
  if (build.status !== 0) throw new Error(`the package does not compile:\n${build.stdout}${build.stderr}`);
  cpSync(join(root, 'package.json'), join(draft, 'package.json'));
  if (existsSync(join(root, 'schema'))) cpSync(join(root, 'schema'), join(draft, 'schema'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(draft, 'node_modules'));
  try {
    renameSync(draft, folder);
  } catch {
    // Another test file was faster; its build is the same.
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** A folder in which a program finds `@obinexus/iaas` and everything that is installed here. */
export function projectFolder(): string {
  const built = builtPackage();
  const project = mkdtempSync(join(tmpdir(), 'obinexus-project-'));
  mkdirSync(join(project, 'node_modules', '@obinexus'), { recursive: true });
  symlinkSync(built, join(project, 'node_modules', '@obinexus', 'iaas'));
  for (const name of ['constructs', 'cdk8s', 'cdktf', 'typescript', '@types', '@cdktf'])
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
  return project;
}

function stateOfSources(): string {
  const hash = createHash('sha256');
  const pending = sources.map((source) => join(root, source));
  for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    if (stats.isDirectory()) pending.push(...readdirSync(path).map((name) => join(String(path), name)));
    else hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
