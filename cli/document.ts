import { dirname, resolve } from 'node:path';
import { App } from '../constructs/app';
import { fromSpec } from '../constructs/from-spec';
import { decodeUtf8 } from '../lib/config/decode';
import { parseConfig } from '../lib/config/parse';
import { parseDemandCsv } from '../lib/model/demand-csv';
import { hasErrors, type Diagnostic, type Origin } from '../lib/model/diagnostic';
import type { StackSpec } from '../lib/model/spec';
import { execute } from './execute';
import type { CliHost } from './host';
import { defaultStackName, readInput } from './input';
import { refusal, type Outcome, type Request } from './outcome';

/** `obinexus.yml` -> StackSpec -> construct tree -> what is asked. */
export function runDocument(path: string, request: Request, host: CliHost): Outcome {
  const text = readText(host, path);
  if (typeof text !== 'string') return refusal(text);
  const parsed = parseConfig(text, path, { defaultName: defaultStackName(path) });
  if (parsed.spec === null) return refusal(parsed.diagnostics);
  const locate = (place: string): Origin | undefined => {
    const position = parsed.locate(place);
    return position === undefined ? undefined : { file: path, ...position };
  };
  const { spec, diagnostics } = resolveDemand(host, path, parsed.spec, locate);
  const found = [...parsed.diagnostics, ...diagnostics];
  if (hasErrors(found)) return refusal(found);
  const app = new App();
  fromSpec(app, spec);
  return execute(app, request, host, { locate, diagnostics: found });
}

function readText(host: CliHost, path: string): string | readonly Diagnostic[] {
  const bytes = readInput(host, path);
  if (!(bytes instanceof Uint8Array)) return [bytes];
  const decoded = decodeUtf8(bytes, path);
  return decoded.text ?? decoded.diagnostics;
}

/** Replaces the table's path by its points; the path is relative to the document. */
function resolveDemand(
  host: CliHost,
  path: string,
  spec: StackSpec,
  locate: (place: string) => Origin | undefined,
): { spec: StackSpec; diagnostics: Diagnostic[] } {
  const { demand } = spec;
  if (demand?.csv === undefined) return { spec, diagnostics: [] };
  const { csv, ...others } = demand;
  const at = locate('demand/csv');
  const withOrigin = (each: Diagnostic): Diagnostic => ({ ...each, ...(at === undefined ? {} : { origin: at }) });
  const text = readText(host, resolve(dirname(path), csv));
  if (typeof text !== 'string') return { spec, diagnostics: text.map((each) => withOrigin(each)) };
  const { points, diagnostics } = parseDemandCsv(text);
  return { spec: { ...spec, demand: { ...others, points } }, diagnostics: diagnostics.map((each) => withOrigin(each)) };
}
