/**
 * Loaded before a TypeScript program on a Node that runs none, where the project has the compiler: types are removed
 * file by file as they are required, unchecked, with source maps so that positions are the user's.
 */
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import type * as typescript from 'typescript';

interface LoadingModule {
  _compile(code: string, file: string): void;
}

type Extensions = Record<string, (module: LoadingModule, file: string) => void>;

// Node's way in for compilers since its first version: typed nowhere, used by ts-node, tsx and @swc/register alike.
const extensions = (Module as unknown as { _extensions: Extensions })._extensions;

let compiler: typeof typescript | undefined;

const transpile = (module: LoadingModule, file: string): void => {
  compiler ??= createRequire(file)('typescript') as typeof typescript;
  const { outputText } = compiler.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: {
      module: compiler.ModuleKind.CommonJS,
      target: compiler.ScriptTarget.ES2022,
      esModuleInterop: true,
      inlineSourceMap: true,
      inlineSources: true,
    },
  });
  module._compile(outputText, file);
};

extensions['.ts'] = transpile;
extensions['.cts'] = transpile;
