import { formatNumber, formatPercent } from '../emit/number-text';
import { fragment, type Markup } from './markup';
import { gapText } from './headline';
import type { PlanFacts } from './plan-facts';
import { dollars } from './values';

/** What is proven and what is assumed. */
export function method({ plan, model }: PlanFacts): Markup {
  const { latencyModel, seed, steps, inputDigest } = plan;
  const error = formatNumber(latencyModel.p90AbsoluteErrorPercent, 1);
  return fragment`<section aria-labelledby="method"><h2 id="method">What is proven, what is assumed</h2>
<div class="method">
<p><strong>Proof.</strong> ${proofSentence(plan)} <code>plan.json</code> carries what is needed to check it again without a solver.</p>
<p><strong>Latency.</strong> Round trips are modelled (<code>${latencyModel.id}</code>): ${formatNumber(latencyModel.interceptMs, 2)} ms + ${formatNumber(latencyModel.msPerThousandKm, 3)} ms for every 1,000 km of path. Nine of ten are within ${error}% of measured ones. A path counts as within an objective when ${formatNumber(latencyModel.margin, 2)} times the model is.${measuredSentence(latencyModel)}</p>
<p><strong>Prices.</strong> An hour of waiting counts $${dollars(model.planner.waitingUsdPerHour)}. Regions are planned to be at most ${formatPercent(model.planner.targetUtilisation)} full where they have a capacity. Prices that were not declared are list prices.</p>
<p><strong>Losses.</strong> ${plan.failures.length === 0 ? 'No loss was replayed.' : 'Each loss is replayed on its own: what it served goes to survivors that have capacity.'}</p>
<p><strong>Input.</strong> Model <code>${inputDigest.slice(0, 16)}…</code>, seed ${seed}, ${formatNumber(steps)} steps. The same input gives the same page, byte for byte.</p>
</div></section>`;
}

/** What replaces and what adds to the model; nothing where nothing does. */
function measuredSentence({ measuredCells, modelledCells, accessMs }: PlanFacts['plan']['latencyModel']): string {
  const pairs = `${formatNumber(measuredCells)} of ${formatNumber(measuredCells + modelledCells)}`;
  const measured = measuredCells === 0 ? '' : ` ${pairs} pairs of places were measured and are taken as they are.`;
  const { least, most } = accessMs;
  const range = least === most ? formatNumber(most, 1) : `${formatNumber(least, 1)} to ${formatNumber(most, 1)}`;
  return most === 0 ? measured : `${measured} Users' access networks add ${range} ms.`;
}

function proofSentence({ proof, objective, lowerBound, gap }: PlanFacts['plan']): string {
  const total = dollars(objective.total);
  switch (proof) {
    case 'optimal':
      return `The objective is $${total} a month, and the lower bound reaches it: under the model stated here no plan is cheaper.`;
    case 'bound':
      return `The objective is $${total} a month and the lower bound $${dollars(lowerBound)}: this plan is at most ${gapText(gap)} above the best possible one under the model stated here.`;
    case 'none':
      return `The objective is $${total} a month. No lower bound is known, so nothing is said about how far from optimal it is.`;
  }
}
