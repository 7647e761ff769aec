import { basename, dirname, extname, join, resolve } from 'node:path';
import { decodeUtf8 } from '../lib/config/decode';
import { diagnostic, type Diagnostic } from '../lib/model/diagnostic';
import { ioDiagnostic } from '../synth/write/failure';
import { NotAFile, type CliHost } from './host';

/** What a command works on. */
export type Input =
  | { readonly kind: 'document'; readonly path: string }
  | { readonly kind: 'program'; readonly path: string }
  | { readonly kind: 'refused'; readonly diagnostic: Diagnostic };

/** What the commands work on, in words. */
export const inputs = 'an obinexus.yml, or a program that ends in .ts, .mts, .cts, .js, .mjs or .cjs';

const usualNames = ['obinexus.yml', 'obinexus.yaml', 'main.ts', 'main.js'];
const programExtensions = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);

/** The file that was named, else the first of the usual names that is there; the ending says how it is read. */
export function findInput(host: CliHost, named: string | undefined): Input {
  const path = named ?? usualNames.find((name) => isThere(host, name));
  if (path === undefined)
    return { kind: 'refused', diagnostic: diagnostic('cli/no-input', '', { looked: usualNames.join(', ') }) };
  const extension = extname(path).toLowerCase();
  if (extension === '.yml' || extension === '.yaml') return { kind: 'document', path };
  const read = readInput(host, path, inputs);
  if (!(read instanceof Uint8Array)) return { kind: 'refused', diagnostic: read };
  if (programExtensions.has(extension)) return { kind: 'program', path };
  const reason = extension === '' ? 'has no ending' : `ends in "${extension}"`;
  return { kind: 'refused', diagnostic: diagnostic('cli/not-a-file', path, { file: path, reason, wanted: inputs }) };
}

type Files = Pick<CliHost, 'readBytes' | 'list'>;

/** The text of a file that the user named, or what is the matter with it. `wanted`: what the file should be, in words. */
export function readTextInput(
  host: Files,
  path: string,
  wanted: string,
  mostBytes?: number,
): string | readonly Diagnostic[] {
  const bytes = readInput(host, path, wanted);
  if (!(bytes instanceof Uint8Array)) return [bytes];
  const decoded = decodeUtf8(bytes, path, mostBytes);
  return decoded.text ?? decoded.diagnostics;
}

function readInput(host: Files, path: string, wanted: string): Uint8Array | Diagnostic {
  try {
    const bytes = host.readBytes(path);
    return bytes ?? missingFile(host, path);
  } catch (error) {
    if (error instanceof NotAFile)
      return diagnostic('cli/not-a-file', path, { file: path, reason: error.message, wanted });
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return missingFile(host, path);
    return ioDiagnostic(error);
  }
}

/** With the name in the same folder that was probably meant. */
function missingFile(host: Files, path: string): Diagnostic {
  const near = siblings(host, path).find((name) => name.toLowerCase() === alternative(basename(path)));
  const hint = near === undefined ? undefined : `there is "${join(dirname(path), near)}"`;
  return diagnostic('cli/missing-file', { path, hint }, { file: path });
}

function alternative(name: string): string {
  const lower = name.toLowerCase();
  if (lower.endsWith('.yml')) return lower.replace(/\.yml$/, '.yaml');
  return lower.endsWith('.yaml') ? lower.replace(/\.yaml$/, '.yml') : lower;
}

function siblings(host: Files, path: string): readonly string[] {
  try {
    return host.list(dirname(path)) ?? [];
  } catch {
    return [];
  }
}

function isThere(host: CliHost, name: string): boolean {
  try {
    return host.readBytes(name) !== undefined;
  } catch {
    // There, but not readable: the command says why.
    return true;
  }
}

/** The stack's name where the document has none: that of its folder, as far as a name allows. */
export function defaultStackName(path: string): string {
  let folder: string;
  try {
    folder = basename(dirname(resolve(path)));
  } catch {
    folder = '';
  }
  const slug = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return slug === '' ? 'stack' : slug;
}
