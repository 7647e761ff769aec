// A checker for Stryker that lets the drawn mutants pass and no others that lie in the same places. The others count as
// invalid, which Stryker leaves out of its score.
import { relative } from 'node:path';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { isDrawn } from './mutation-draw.mjs';

class SampleChecker {
  static inject = tokens(commonTokens.options);

  constructor({ sampleShare }) {
    this.share = sampleShare;
  }

  async init() {}

  group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    return Object.fromEntries(
      mutants.map((mutant) => {
        const file = relative(process.cwd(), mutant.fileName).replaceAll('\\', '/');
        const status = isDrawn(this.share, file, mutant) ? 'passed' : 'compileError';
        return [mutant.id, { status, reason: 'not drawn' }];
      }),
    );
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', SampleChecker)];
