import { readCompletePlan } from '../lib/plan/questions/read-complete-plan';
import type { PlanReading } from '../lib/plan/verify/read-plan';
import type { CliHost } from './host';
import { readTextInput } from './input';

const mostBytes = 256 * 1024 * 1024;

/** The text of a plan that the user named, or what is the matter with the file. */
export function readPlanText(
  file: string,
  host: Pick<CliHost, 'readBytes' | 'list'>,
): ReturnType<typeof readTextInput> {
  return readTextInput(host, file, 'a plan, as "obinexus synth --emit plan" prints it', mostBytes);
}

/** A plan that the user named, complete and as it was made, or what is the matter with it. */
export function readPlanFile(file: string, host: Pick<CliHost, 'readBytes' | 'list'>): PlanReading {
  const text = readPlanText(file, host);
  return typeof text === 'string' ? readCompletePlan(text, file) : { plan: null, diagnostics: text };
}
