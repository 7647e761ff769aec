// A checker for Stryker that lets a fixed share of the mutants pass: those that a hash of their place and kind chooses.
// The others count as invalid, which Stryker leaves out of its score.
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';

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
      mutants.map((mutant) => [mutant.id, { status: this.status(mutant), reason: 'not drawn' }]),
    );
  }

  status({ fileName, location: { start, end }, mutatorName, replacement }) {
    const place = [start.line, start.column, end.line, end.column].join(':');
    const key = [relative(process.cwd(), fileName).replaceAll('\\', '/'), place, mutatorName, replacement].join(' ');
    const drawn = createHash('sha256').update(key).digest().readUInt32LE() / 2 ** 32;
    return drawn < this.share ? 'passed' : 'compileError';
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', SampleChecker)];
