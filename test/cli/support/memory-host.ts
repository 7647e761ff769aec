import { dirname } from 'node:path';
import { NotAFile, type CliHost } from '../../../cli/host';
import { terminalOf, type Terminal } from '../../../cli/terminal';
import type { Artifact } from '../../../lib/model/artifact';

export interface MemoryHost extends CliHost {
  readonly printed: { data: string; messages: string };
  readonly files: Map<string, string | Uint8Array>;
}

/** The world of a command in memory: files by relative path, what it printed on either stream. */
export function memoryHost(files: Readonly<Record<string, string | Uint8Array>> = {}): MemoryHost {
  const all = new Map<string, string | Uint8Array>(Object.entries(files));
  const printed = { data: '', messages: '' };
  const terminal: Terminal = terminalOf(false, undefined, {});
  const folders = (): Set<string> => new Set([...all.keys()].map((path) => dirname(path)));
  const store = (folder: string, artifacts: readonly Artifact[]): void => {
    for (const { path, text } of artifacts) all.set(`${folder}/${path}`, text);
  };
  const readBytes = (path: string): Uint8Array | undefined => {
    if (path !== '.' && folders().has(path)) throw new NotAFile('is a folder');
    const content = all.get(path);
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return {
    printed,
    files: all,
    readBytes,
    readText: (path) => {
      const bytes = readBytes(path);
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
    },
    list: (path) => {
      const names = [...all.keys()]
        .filter((each) => dirname(each) === path)
        .map((each) => each.split('/').at(-1) ?? '');
      return names.length === 0 && path !== '.' ? undefined : names;
    },
    writeFiles: (directory, artifacts) => {
      store(directory, artifacts);
      return [];
    },
    writeFile: (path, text) => {
      all.set(path, text);
      return [];
    },
    createFolder: store,
    installedPackage: () => undefined,
    env: () => undefined,
    now: () => 0,
    writeData: (text) => {
      printed.data += text;
    },
    writeMessage: (text) => {
      printed.messages += text;
    },
    data: terminal,
    messages: terminal,
    packageFile: (path) => `content of ${path}`,
    version: () => '1.2.3',
    displayPath: (path) => path,
  };
}
