import type { Diagnostic } from '../../model/diagnostic';
import type { Fix } from './fix';
import type { FoundFixes } from './find-fixes';

/** The same faults, each with the fixes that were found for it. */
export function withHints(diagnostics: readonly Diagnostic[], found: readonly FoundFixes[]): Diagnostic[] {
  const byFault = new Map(found.map((each) => [`${each.code} ${each.path}`, each]));
  return diagnostics.map((each) => {
    const answer = byFault.get(`${each.code} ${each.path}`);
    return answer === undefined ? each : { ...each, hint: hintOf(answer) };
  });
}

function hintOf({ isFull, fixes }: FoundFixes): string {
  const ways = fixes.map(fixText).join('; ');
  return isFull
    ? `any one of these ends it, as placing again shows: ${ways}`
    : `no single change was found; any one of these is a first step, after which another rule is in the way: ${ways}`;
}

function fixText({ text, usdPerMonth }: Fix): string {
  return usdPerMonth === null ? text : `${text} (${usdPerMonth.toFixed(2)} US$ a month)`;
}
