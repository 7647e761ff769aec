import { formatNumber, formatPercent } from '../emit/number-text';
import { fragment, nothing, type Markup } from './markup';
import { shareText } from './share-text';
import { sum, type PlanFacts } from './plan-facts';
import type { Placement, Workload } from '../plan/plan';
import { cell, dollars, milliseconds, rate, scrolling } from './values';

/** More columns have no room for names. */
const mostNamedColumns = 10;

/** Who runs where: a row for each service, a column for each region that runs something. */
export function placementMatrix({ plan, regions }: PlanFacts): Markup {
  const used = regions.filter(({ isUsed }) => isUsed);
  const heads = used.map(
    ({ number, id }) =>
      fragment`<th scope="col"><b>${number}</b><span class="hidden"> ${id}</span>${used.length > mostNamedColumns ? nothing : fragment`<span class="id" aria-hidden="true">${id}</span>`}</th>`,
  );
  const rows = plan.workloads.map(({ service, placements }) => {
    const byRegion = new Map(placements.map((placement) => [placement.region, placement]));
    return fragment`<tr><th scope="row" class="nowrap">${service}</th>${used.map(({ id }) => matrixCell(byRegion.get(id)))}</tr>\n`;
  });
  const table = fragment`<table class="matrix"><caption>The share of each service’s requests that a region serves, and its replicas there. Columns carry the numbers of the regions, as the map does.</caption>
<thead><tr><th scope="col">service</th>${heads}</tr></thead><tbody>
${rows}</tbody></table>`;
  return fragment`<section aria-labelledby="where"><h2 id="where">Who runs where</h2>${scrolling('Who runs where', table)}</section>`;
}

function matrixCell(placement: Placement | undefined): Markup {
  if (placement === undefined) return fragment`<td><span class="soft" aria-label="not here">·</span></td>`;
  const { share, replicas } = placement;
  // Never so dark that the text would lose its contrast.
  const tint = (0.06 + 0.34 * share).toFixed(2);
  return fragment`<td class="full" style="background:rgb(var(--tint) / ${tint})">${shareText(share)}<small>×${formatNumber(replicas)}</small></td>`;
}

/** Latency and cost of each service. */
export function serviceTable({ plan }: PlanFacts): Markup {
  const rows = plan.workloads.map(serviceRow);
  const { latency, compute, egress, total } = plan.objective;
  const table = fragment`<table><caption>Round trips of the requests that a service receives, in milliseconds, and its part of the objective, in US$ a month.</caption>
<thead><tr><th scope="col">service</th><th scope="col" class="n">requests/s</th><th scope="col" class="n">regions</th><th scope="col" class="n">replicas</th><th scope="col" class="n">mean</th><th scope="col" class="n">p50</th><th scope="col" class="n">p99</th><th scope="col" class="n">worst</th><th scope="col">objective (SLO)</th><th scope="col" class="n">waiting $</th><th scope="col" class="n">compute $</th><th scope="col" class="n">egress $</th><th scope="col" class="n">total $</th></tr></thead>
<tbody>
${rows}</tbody>
<tfoot><tr><th scope="row" colspan="9">all</th>${[latency, compute, egress, total].map((value) => cell(dollars(value)))}</tr></tfoot></table>`;
  return fragment`<section aria-labelledby="services"><h2 id="services">Services</h2>${scrolling('Services', table)}
${placementDetails(plan.workloads)}</section>`;
}

function serviceRow(workload: Workload): Markup {
  const { service, requestsPerSecond, placements, latency, objective } = workload;
  const isServed = workload.userFlows.length + workload.callFlows.length > 0;
  const times = [latency.meanMs, latency.p50Ms, latency.p99Ms, latency.worstMs].map((value) =>
    cell(isServed ? milliseconds(value) : '–'),
  );
  const costs = [objective.latency, objective.compute, objective.egress, objective.total];
  const replicas = sum(placements.map((placement) => placement.replicas));
  return fragment`<tr><th scope="row" class="nowrap">${service}</th>${cell(rate(requestsPerSecond))}${cell(String(placements.length))}${cell(formatNumber(replicas))}${times}<td class="nowrap">${sloText(workload.slo)}</td>${costs.map((value) => cell(dollars(value)))}</tr>\n`;
}

function sloText(slo: Workload['slo']): Markup {
  if (slo === null) return fragment`<span class="soft">none</span>`;
  const { maxLatencyMs, coverage, covered } = slo;
  const isMet = covered >= coverage;
  return fragment`<span class="${isMet ? 'good' : 'bad'}">${isMet ? 'met' : 'missed'}</span> ${formatPercent(covered, 1)} within ${formatNumber(maxLatencyMs)} ms, ${formatPercent(coverage)} asked`;
}

/** More rows would make the page too long to be read. */
const mostRows = 300;

function placementDetails(workloads: readonly Workload[]): Markup {
  const all = workloads.flatMap(({ service, placements }) => placements.map((placement) => ({ service, placement })));
  const rows = all.slice(0, mostRows).map(({ service, placement }) => {
    const { region, share, requestsPerSecond, replicas, zones, costUsdPerMonth, reasons } = placement;
    return fragment`<tr><th scope="row" class="nowrap">${service}</th><td class="id">${region}</td>${cell(shareText(share))}${cell(rate(requestsPerSecond))}${cell(formatNumber(replicas))}${cell(String(zones))}${cell(dollars(costUsdPerMonth))}<td class="long">${reasons.join('; ')}</td></tr>\n`;
  });
  const rest =
    all.length > mostRows
      ? fragment`<p class="note">${formatNumber(all.length - mostRows)} more are left out here; <code>obinexus plan --format csv</code> has them all.</p>`
      : nothing;
  const table = fragment`<table><caption>Every placement, with the reasons that decided.</caption>
<thead><tr><th scope="col">service</th><th scope="col">region</th><th scope="col" class="n">share</th><th scope="col" class="n">requests/s</th><th scope="col" class="n">replicas</th><th scope="col" class="n">zones</th><th scope="col" class="n">compute $/month</th><th scope="col">why here</th></tr></thead>
<tbody>
${rows}</tbody></table>`;
  return fragment`<details><summary>Every placement and why it is there</summary>${scrolling('Every placement', table)}${rest}</details>`;
}
