import type { RegionNode } from '../model/model';
import type { SpreadOver } from '../model/spec';

/**
 * By region, what a spread tells apart: its provider, its country, itself, or the first of all regions that it shares a
 * failure domain with, directly or through others. A region without one is told apart from all.
 */
export function spreadNames(regions: readonly RegionNode[], over: SpreadOver): readonly string[] {
  switch (over) {
    case 'provider':
      return regions.map(({ id, provider }) => provider ?? id);
    case 'country':
      return regions.map(({ id, country }) => country ?? id);
    case 'region':
      return regions.map(({ id }) => id);
    case 'domain':
      return domainNames(regions);
  }
}

function domainNames(regions: readonly RegionNode[]): readonly string[] {
  const names = regions.map(({ id }) => id);
  const merge = (a: string, b: string): void => {
    for (const [at, name] of names.entries()) if (name === b) names[at] = a;
  };
  for (const [at, { failureDomains }] of regions.entries())
    for (let before = 0; before < at; before += 1)
      if (regions[before]?.failureDomains.some((domain) => failureDomains.includes(domain)))
        merge(names[before] as string, names[at] as string);
  return names;
}
