import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import { ioDiagnostic } from '../../synth/write/failure';
import type { CliHost } from '../host';
import { projectFiles, type Template } from '../templates';
import { onlyDiagnostics, type CommandResult } from './result';
import type { Run } from './synthesis';

/** Starts a project in a new folder. Offline: everything it writes is in the package. */
export function init(run: Run, host: CliHost): CommandResult {
  const name = run.arguments.get('name') ?? '';
  const template = (run.flags.get('template') ?? 'yml') as Template;
  if (!/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return onlyDiagnostics([badName(name)]);
  try {
    if ((host.list(name) ?? []).length > 0)
      return onlyDiagnostics([diagnostic('cli/folder-not-empty', name, { folder: name })]);
    const files = projectFiles(name, template, host.packageFile('schema/obinexus.schema.json'), host.version());
    host.createFolder(name, files);
    const next = template === 'typescript' ? 'npm install && npx obinexus synth' : 'obinexus synth';
    const paths = files.map(({ path }) => path);
    const message = `${name}/: ${paths.join(', ')}\nnext: cd ${name} && ${next}\n`;
    return { diagnostics: [], data: '', message, json: { folder: name, files: paths } };
  } catch (error) {
    return onlyDiagnostics([ioDiagnostic(error)]);
  }
}

function badName(name: string): Diagnostic {
  const expected = 'at most 63 lower-case letters, digits and dashes, starting with a letter, such as "shop"';
  return diagnostic('cli/bad-value', name, { flag: '<name>', value: name, expected });
}
