import { formatNumber, formatPercent } from '../emit/number-text';
import { fragment, type Markup } from './markup';
import { gapText } from './headline';
import type { LatencyModelStatement } from '../plan/plan';
import type { PlanFacts } from './plan-facts';
import { dollars } from './values';

/** What is proven and what is assumed. */
export function method({ plan, model }: PlanFacts): Markup {
  const { latencyModel, seed, steps, inputDigest } = plan;
  return fragment`<section aria-labelledby="method"><h2 id="method">What is proven, what is assumed</h2>
<div class="method">
<p><strong>Proof.</strong> ${proofSentence(plan)} <code>obinexus plan verify</code> checks <code>plan.json</code> again without a solver.</p>
<p><strong>Latency.</strong> ${latencySentence(latencyModel)}</p>
<p><strong>Prices.</strong> An hour of waiting counts $${dollars(model.planner.waitingUsdPerHour)}. Regions are planned to be at most ${formatPercent(model.planner.targetUtilisation)} full where they have a capacity. Prices that were not declared are list prices.</p>
<p><strong>Losses.</strong> ${plan.failures.length === 0 ? 'No loss was replayed.' : 'Each loss is replayed on its own: what it served goes to survivors that have capacity.'}</p>
<p><strong>Input.</strong> Model <code>${inputDigest.slice(0, 16)}…</code>, seed ${seed}, ${formatNumber(steps)} steps. The same input gives the same page, byte for byte.</p>
</div></section>`;
}

function latencySentence({ id, interceptMs, msPerThousandKm, margin, ...statement }: LatencyModelStatement): Markup {
  const { p90AbsoluteErrorPercent, measuredCells, modelledCells, accessMs } = statement;
  const all = measuredCells + modelledCells;
  const which =
    measuredCells === 0
      ? 'Round trips are modelled'
      : `${formatNumber(measuredCells)} of ${formatNumber(all)} round trips are measured, the others are modelled`;
  const { least, most } = accessMs;
  const range = least === most ? formatNumber(most, 1) : `${formatNumber(least, 1)} to ${formatNumber(most, 1)}`;
  const access = most === 0 ? '' : ` Users’ access networks add ${range} ms.`;
  return fragment`${which} (<code>${id}</code>): ${formatNumber(interceptMs, 2)} ms + ${formatNumber(msPerThousandKm, 3)} ms for every 1,000 km of path; nine of ten are within ${formatNumber(p90AbsoluteErrorPercent, 1)}% of measured ones. A modelled path counts as within an objective when ${formatNumber(margin, 2)} times the model is.${access}`;
}

function proofSentence({ proof, objective, lowerBound, gap }: PlanFacts['plan']): string {
  const total = dollars(objective.total);
  switch (proof) {
    case 'optimal':
      return `The objective is $${total} a month, and the lower bound reaches it: no placement of all services together is cheaper under the model stated here.`;
    case 'bound':
      return `The objective is $${total} a month and the lower bound $${dollars(lowerBound)}: this plan is at most ${gapText(gap)} above the best possible one under the model stated here.`;
    case 'none':
      return `The objective is $${total} a month. No lower bound is known, so nothing is said about how far from optimal it is.`;
  }
}
