import { formatPercent } from '../emit/number-text';
import { fragment, type Markup } from './markup';
import type { PlanFacts } from './plan-facts';
import { cell, dollars, scrolling } from './values';

/** What the objective is made of. */
export function costSplit({ plan: { objective } }: PlanFacts): Markup {
  const { total, latency, compute, egress } = objective;
  const parts = [
    { name: 'waiting', value: latency, what: 'hours that requests wait, at the planner’s price of an hour' },
    { name: 'compute', value: compute, what: 'CPU and memory of the replicas that serve and of the tiers’ reserve' },
    { name: 'egress', value: egress, what: 'bytes that leave a region' },
  ];
  const share = (value: number): number => (total === 0 ? 0 : value / total);
  const strips = parts.map(
    ({ value }, index) => fragment`<i class="s${index}" style="flex:${share(value).toFixed(4)}"></i>`,
  );
  const rows = parts.map(
    ({ name, value, what }, index) =>
      fragment`<tr><th scope="row"><span class="swatch s${index}" aria-hidden="true"></span>${name}<small class="what">${what}</small></th>${cell(dollars(value))}${cell(formatPercent(share(value), 1))}</tr>\n`,
  );
  const table = fragment`<table><caption>The objective in US$ a month.</caption><thead><tr><th scope="col">part</th><th scope="col" class="n">$ a month</th><th scope="col" class="n">share</th></tr></thead>
<tbody>
${rows}</tbody><tfoot><tr><th scope="row">objective</th>${cell(dollars(total))}${cell('100.0%')}</tr></tfoot></table>`;
  return fragment`<section aria-labelledby="cost"><h2 id="cost">What it costs</h2>
<div class="split" aria-hidden="true">${strips}</div>
${scrolling('What it costs', table)}</section>`;
}
