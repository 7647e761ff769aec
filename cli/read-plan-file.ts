import { decodeUtf8 } from '../lib/config/decode';
import { readCompletePlan } from '../lib/plan/questions/read-complete-plan';
import type { PlanReading } from '../lib/plan/verify/read-plan';
import type { CliHost } from './host';
import { readInput } from './input';

const mostBytes = 256 * 1024 * 1024;

/** A plan that the user named, or what is the matter with the file. */
export function readPlanFile(file: string, host: Pick<CliHost, 'readBytes' | 'list'>): PlanReading {
  const bytes = readInput(host, file);
  if (!(bytes instanceof Uint8Array)) return { plan: null, diagnostics: [bytes] };
  const decoded = decodeUtf8(bytes, file, mostBytes);
  if (decoded.text === null) return { plan: null, diagnostics: decoded.diagnostics };
  return readCompletePlan(decoded.text, file);
}
