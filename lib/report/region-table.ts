import { formatNumber, formatPercent } from '../emit/number-text';
import { fragment, nothing, type Markup } from './markup';
import { regionShare } from './share-text';
import type { PlanFacts, ReportRegion } from './plan-facts';
import { cell, rate, scrolling } from './values';

/** More rows would make the page too long to be read. */
const mostRows = 260;

export function regionTable({ regions, hasUsers }: PlanFacts): Markup {
  const rows = regions.slice(0, mostRows).map(regionRow);
  const rest = regions.length - rows.length;
  const table = fragment`<table><caption>Regions by the requests of ${hasUsers ? 'users' : 'services'} that they serve; the numbers are those of the map.</caption>
<thead><tr><th scope="col" class="n">no.</th><th scope="col">region</th><th scope="col">place</th><th scope="col" class="n">${hasUsers ? 'users’ share' : 'share'}</th><th scope="col" class="n">services</th><th scope="col" class="n">replicas</th><th scope="col" class="n">requests/s, all</th><th scope="col" class="n">CPU used / all</th><th scope="col" class="n">GiB used / all</th><th scope="col" class="n">utilisation</th></tr></thead>
<tbody>
${rows}</tbody></table>`;
  return fragment`<section aria-labelledby="regions"><h2 id="regions">Regions</h2>${scrolling('Regions', table)}${rest > 0 ? fragment`<p class="note">${formatNumber(rest)} more are left out here.</p>` : nothing}</section>`;
}

function regionRow(region: ReportRegion): Markup {
  const { number, id, place, country, isUsed, services, replicas, requestsPerSecond } = region;
  const where = [place, country].filter((part) => part !== null).join(', ');
  const start = fragment`<tr><td class="n soft">${number}</td><th scope="row" class="id">${id}</th><td class="nowrap">${where}</td>`;
  if (!isUsed)
    return fragment`${start}<td class="n soft">not used</td><td></td><td></td><td></td>${useCells(region)}</tr>\n`;
  return fragment`${start}${cell(regionShare(region))}${cell(String(services))}${cell(formatNumber(replicas))}${cell(rate(requestsPerSecond))}${useCells(region)}</tr>\n`;
}

function useCells({ use }: ReportRegion): Markup {
  if (use === null) return fragment`<td></td><td></td><td></td>`;
  const { usedCpuMillis, capacityCpuMillis, usedMemoryMiB, capacityMemoryMiB, utilisation } = use;
  const of = (used: number, all: number | null, unit: number): Markup =>
    cell(`${formatNumber(used / unit, 1)} / ${all === null ? '∞' : formatNumber(all / unit)}`);
  const bar =
    utilisation === null
      ? fragment`<span class="soft">no limit</span>`
      : fragment`${formatPercent(utilisation)}<span class="bar" aria-hidden="true"><i style="width:${Math.min(100, utilisation * 100).toFixed(1)}%"></i></span>`;
  return fragment`${of(usedCpuMillis, capacityCpuMillis, 1000)}${of(usedMemoryMiB, capacityMemoryMiB, 1024)}<td class="n">${bar}</td>`;
}
