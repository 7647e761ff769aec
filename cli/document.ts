import { App } from '../constructs/app';
import { fromSpec } from '../constructs/from-spec';
import { parseConfig } from '../lib/config/parse';
import type { Origin } from '../lib/model/diagnostic';
import { execute } from './execute';
import type { CliHost } from './host';
import { defaultStackName, inputs, readTextInput } from './input';
import { refusal, type Outcome, type Request } from './outcome';
import { resolveTables } from './tables';

/** `obinexus.yml` -> StackSpec -> construct tree -> what is asked. */
export function runDocument(path: string, request: Request, host: CliHost): Outcome {
  const text = readTextInput(host, path, inputs);
  if (typeof text !== 'string') return refusal(text);
  const parsed = parseConfig(text, path, { defaultName: defaultStackName(path) });
  if (parsed.spec === null) return refusal(parsed.diagnostics);
  const locate = (place: string): Origin | undefined => {
    const position = parsed.locate(place);
    return position === undefined ? undefined : { file: path, ...position };
  };
  const tables = resolveTables(path, parsed.spec, locate, (file) => readTextInput(host, file, 'a table (CSV)'));
  const found = [...parsed.diagnostics, ...tables.diagnostics];
  const app = new App();
  fromSpec(app, tables.spec);
  return execute(app, request, host, { locate: tables.locate, diagnostics: found });
}
