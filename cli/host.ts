import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isatty } from 'node:tty';
import { decodeUtf8 } from '../lib/config/decode';
import type { Artifact } from '../lib/model/artifact';
import type { Diagnostic } from '../lib/model/diagnostic';
import type { Host } from '../synth/host';
import { writeArtifacts } from '../synth/write/write-artifacts';
import { writeTextFile } from '../synth/write/write-file';
import { terminalOf, type Terminal } from './terminal';

/** What the commands need beyond synthesis: bytes, the two streams for people and data, facts about them. */
export interface CliHost extends Host {
  /** Undefined when there is no such file. Throws the operating system's error, and `NotAFile` for what is none. */
  readBytes(path: string): Uint8Array | undefined;
  /** Names in a folder; undefined when there is no such folder. */
  list(path: string): readonly string[] | undefined;
  /** Data: standard output. Ends the process as a broken pipe would when nobody reads. */
  writeData(text: string): void;
  /** For people: standard error. */
  writeMessage(text: string): void;
  readonly data: Terminal;
  readonly messages: Terminal;
  /** Makes one file hold exactly the text, or leaves it as it was and says why. */
  writeFile(path: string, text: string): readonly Diagnostic[];
  /** Makes a folder with these files and nothing else; it must be absent or empty. Throws the system's error. */
  createFolder(path: string, files: readonly Artifact[]): void;
  /** What an npm package exports that is installed where the command runs; undefined when it is not. */
  installedPackage(name: string): unknown;
  /** A text file of this package. */
  packageFile(path: string): string;
  /** Of this package. */
  version(): string;
  /** Relative to the working directory where that is shorter to read. */
  displayPath(path: string): string;
}

/** A folder, a device, or more than any document or table may hold. */
export class NotAFile extends Error {}

/** The real world, and the only door to it. */
export function processHost(): CliHost {
  return {
    readBytes,
    readText(path) {
      const bytes = readBytes(path);
      return bytes === undefined ? undefined : (decodeUtf8(bytes, path).text ?? undefined);
    },
    list: listFolder,
    createFolder,
    packageFile: (path) => readFileSync(join(packageFolder(), path), 'utf8'),
    version: () =>
      (JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string }).version,
    writeFiles: (directory, artifacts, options) => writeArtifacts(directory, artifacts, options),
    writeFile: writeTextFile,
    installedPackage,
    env: (name) => process.env[name],
    now: () => Date.now(),
    writeData: (text) => writeAll(1, text),
    writeMessage: (text) => writeAll(2, text),
    data: terminalOf(isatty(1), columnsOf(1), process.env),
    messages: terminalOf(isatty(2), columnsOf(2), process.env),
    displayPath,
  };
}

const maxBytes = 64 * 1024 * 1024;

function readBytes(path: string): Uint8Array | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isDirectory()) throw new NotAFile('is a folder');
  // A named pipe or a device may never end; /dev/stdin is one of these and is not for documents.
  if (!stats.isFile()) throw new NotAFile('is no regular file');
  if (stats.size > maxBytes) throw new NotAFile('is larger than 64 MiB');
  const descriptor = openSync(path, 'r');
  try {
    return readDescriptor(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readDescriptor(descriptor: number): Uint8Array {
  const bytes = new Uint8Array(fstatSync(descriptor).size);
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

function listFolder(path: string): readonly string[] | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true ? readdirSync(path) : undefined;
}

/** Filled beside its place and then renamed: a failure leaves nothing. */
function createFolder(path: string, files: readonly Artifact[]): void {
  const draft = mkdtempSync(join(dirname(resolve(path)), `.${basename(path)}-`));
  try {
    for (const { path: file, text } of files) writeFileSync(join(draft, file), text, { flag: 'wx' });
    chmodSync(draft, 0o777 & ~process.umask());
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

function installedPackage(name: string): unknown {
  const load = createRequire(join(process.cwd(), 'package.json'));
  try {
    return load(name);
  } catch {
    // Not installed, or no working directory any more.
    return undefined;
  }
}

/** The sources and the build lie at different depths below it. */
function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** Through the descriptor itself: complete when it returns, and a closed pipe is an error here and not an event later. */
export function writeAll(descriptor: number, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') pause();
      else if (code === 'EPIPE') process.exit(brokenPipeExitCode);
      else process.exit(ioExitCode);
    }
  }
}

/** 128 + SIGPIPE: what a shell reports of a program whose reader went away. */
const brokenPipeExitCode = 141;
const ioExitCode = 8;

/** The reader of a non-blocking pipe is slower than we are. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

function columnsOf(descriptor: 1 | 2): number | undefined {
  if (!isatty(descriptor)) return undefined;
  return descriptor === 1 ? process.stdout.columns : process.stderr.columns;
}

function displayPath(path: string): string {
  try {
    const shorter = relative(process.cwd(), path);
    return shorter === '' || shorter.startsWith(`..${sep}`) || shorter === '..' ? path : shorter;
  } catch {
    // The working directory was deleted.
    return path;
  }
}
