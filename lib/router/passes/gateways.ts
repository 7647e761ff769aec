import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import type { Model } from '../../model/model';
import type { SitePath } from '../route-plan';

/** An error for each region that others must enter, or pass, and that says no address. */
export function missingGateways(model: Model, paths: readonly SitePath[]): Diagnostic[] {
  const callers = new Map<string, Set<string>>();
  for (const { via, alternative } of paths)
    for (const route of [via, alternative ?? []])
      for (const [index, site] of route.entries()) {
        const before = route[index - 1];
        if (before === undefined) continue;
        const known = callers.get(site) ?? new Set();
        callers.set(site, known.add(before));
      }
  return model.regions
    .filter((region) => region.gateway === null && callers.has(region.id))
    .map(({ id }) => {
      const names = [...(callers.get(id) ?? [])].sort().map((site) => `"${site}"`);
      return diagnostic('router/missing-gateway', `regions/${id}/gateway`, { region: id, callers: names.join(', ') });
    });
}
