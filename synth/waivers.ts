import { diagnostic, type Diagnostic } from '../lib/model/diagnostic';
import type { Waiver } from '../lib/model/model';

/** Takes the waived warnings out; a waiver that meets none is itself reported, so that none outlives its reason. */
export function applyWaivers(diagnostics: readonly Diagnostic[], waivers: readonly Waiver[]): Diagnostic[] {
  const used = new Set<Waiver>();
  const kept = diagnostics.filter((each) => {
    const waiver = each.severity === 'warning' ? waivers.find((candidate) => covers(candidate, each)) : undefined;
    if (waiver !== undefined) used.add(waiver);
    return waiver === undefined;
  });
  const unused = waivers
    .filter((waiver) => !used.has(waiver))
    .map((waiver) =>
      diagnostic('config/waiver-unused', `waivers/${waiver.code}`, { code: waiver.code, path: waiver.path }),
    );
  return [...kept, ...unused];
}

function covers(waiver: Waiver, found: Diagnostic): boolean {
  return waiver.code === found.code && (found.path === waiver.path || found.path.startsWith(`${waiver.path}/`));
}
