import type { CliHost } from '../host';
import { painter } from '../render/colour';
import { renderGeoLint } from '../render/geo-lint-table';
import type { CommandResult } from './result';
import { synthesize, type Run } from './synthesis';

/** Shows what is known of the place of every region of every stack; plans and writes nothing. */
export async function geoLint(run: Run, host: CliHost): Promise<CommandResult> {
  const { diagnostics, stacks } = await synthesize(run, 'geo lint', host);
  const lints = stacks.flatMap(({ name, lint }) => (lint === null ? [] : [{ name, ...lint }]));
  const paint = painter(host.data);
  const data = lints.map((lint) => renderGeoLint(lint, host.data, paint)).join('\n');
  return { diagnostics, data, message: '', json: { stacks: lints } };
}
