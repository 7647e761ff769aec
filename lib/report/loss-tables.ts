import { formatNumber, formatPercent } from '../emit/number-text';
import type { FailureRow, PairLoss } from '../plan/plan';
import { fragment, nothing, type Markup } from './markup';
import type { PlanFacts } from './plan-facts';
import { lossName, repairText } from './stage';
import { cell, milliseconds, rate, scrolling } from './values';

/** More rows would make the page too long to be read. */
const mostRows = 260;

/** Every loss that was replayed, and the worst pairs. */
export function lossTables({ plan }: PlanFacts): Markup {
  if (plan.failures.length === 0) return nothing;
  const rows = plan.failures.slice(0, mostRows).map(lossRow);
  const rest = plan.failures.length - rows.length;
  const table = fragment`<table><caption>Each loss replayed against the capacities of those that are left.</caption>
<thead><tr><th scope="col">lost</th><th scope="col">is a</th><th scope="col">everybody served</th><th scope="col" class="n">requests that move</th><th scope="col" class="n">mean ms</th><th scope="col" class="n">worst ms</th><th scope="col" class="n">fullest survivor</th><th scope="col">what is missing</th></tr></thead>
<tbody>
${rows}</tbody></table>`;
  return fragment`<section aria-labelledby="losses"><h2 id="losses">If something is lost</h2>${scrolling('If something is lost', table)}
${rest > 0 ? fragment`<p class="note">${formatNumber(rest)} more are in <code>plan.json</code>.</p>` : nothing}${pairTable(plan.pairLosses)}</section>`;
}

function lossRow(row: FailureRow): Markup {
  const { kind, feasible, movedShare, meanLatencyMs, worstLatencyMs, maxUtilisation, unserved, shortfall } = row;
  const missing = feasible
    ? fragment`<span class="soft">nothing</span>`
    : fragment`${shortfall ?? unserved.join(', ')}${repairText(row)}`;
  const time = (value: number): Markup => cell(worstLatencyMs === 0 ? '–' : milliseconds(value));
  return fragment`<tr><th scope="row" class="id">${kind === 'zone' ? row.name : lossName(row)}</th><td>${kind}</td><td class="${feasible ? 'good' : 'bad'}">${feasible ? 'yes' : 'no'}</td>${cell(formatPercent(movedShare, 1))}${time(meanLatencyMs)}${time(worstLatencyMs)}${cell(maxUtilisation === null ? 'no limit' : formatPercent(maxUtilisation))}<td class="long">${missing}</td></tr>\n`;
}

function pairTable({ pairs, replayed, infeasible, worst }: PlanFacts['plan']['pairLosses']): Markup {
  if (worst.length === 0) return nothing;
  const table = fragment`<table><caption>Two regions at once: of ${formatNumber(pairs)} pairs ${formatNumber(replayed)} were replayed, ${formatNumber(infeasible)} of them leave some service without room. The worst:</caption>
<thead><tr><th scope="col">lost</th><th scope="col">not served</th><th scope="col" class="n">requests/s without room</th><th scope="col" class="n">mean ms</th><th scope="col" class="n">worst ms</th><th scope="col" class="n">fullest survivor</th></tr></thead>
<tbody>
${worst.map(pairRow)}</tbody></table>`;
  return fragment`<h3 class="second">If two regions are lost</h3>${scrolling('If two regions are lost', table)}`;
}

function pairRow({ lost, unserved, missing, meanLatencyMs, worstLatencyMs, maxUtilisation }: PairLoss): Markup {
  return fragment`<tr><th scope="row" class="id">${lost.join(' + ')}</th><td>${unserved.length === 0 ? fragment`<span class="soft">nothing</span>` : unserved.join(', ')}</td>${cell(rate(missing))}${cell(milliseconds(meanLatencyMs))}${cell(milliseconds(worstLatencyMs))}${cell(maxUtilisation === null ? 'no limit' : formatPercent(maxUtilisation))}</tr>\n`;
}
