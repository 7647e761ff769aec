import { count, formatNumber, formatPercent } from '../emit/number-text';
import { latencySummary } from '../plan/latency-summary';
import { fragment, nothing, type Markup } from './markup';
import type { PlanFacts } from './plan-facts';
import { dollars, milliseconds } from './values';

/** The name and the figures that a reader takes away. */
export function headline(facts: PlanFacts): Markup {
  const { plan, regions } = facts;
  const used = regions.filter(({ isUsed }) => isUsed).length;
  const rate = plan.demand.requestsPerSecond;
  const users =
    rate > 0 ? `, for ${formatNumber(rate)} requests/s from ${count(plan.demand.points.length, 'place')}` : '';
  return fragment`<header>
<p class="eyebrow">Placement plan</p>
<h1>${plan.name}</h1>
<p class="lead">${count(plan.workloads.length, 'service')} in ${used} of ${count(regions.length, 'region')}${users}.</p>
<dl class="figures">
<div><dt>Objective a month</dt><dd>$${dollars(plan.objective.total)}<small>waiting, compute and egress in US$</small></dd></div>
${proofFigure(facts)}${waitingFigure(facts)}${lossFigure(facts)}${fullestFigure(facts)}
</dl>
</header>`;
}

function proofFigure({ plan: { proof, gap, lowerBound } }: PlanFacts): Markup {
  switch (proof) {
    case 'optimal':
      return fragment`<div><dt>Above the proven minimum</dt><dd>0%<small>proven optimal</small></dd></div>`;
    case 'bound':
      return fragment`<div><dt>Above the proven minimum</dt><dd>≤ ${gapText(gap)}<small>nothing below $${dollars(lowerBound)} is possible</small></dd></div>`;
    case 'none':
      return fragment`<div><dt>Above the minimum</dt><dd>unknown<small>nothing is proven</small></dd></div>`;
  }
}

/** A gap that rounds to nothing is still not zero. */
export function gapText(gap: number): string {
  return gap < 0.0001 ? '0.01%' : formatPercent(gap, 2);
}

function waitingFigure({ plan, hasUsers }: PlanFacts): Markup {
  if (!hasUsers) return nothing;
  const { p50Ms, p99Ms, worstMs } = latencySummary(plan.workloads.flatMap(({ userFlows }) => userFlows));
  return fragment`<div><dt>Users’ round trip, median</dt><dd>${milliseconds(p50Ms)} ms<small>99 of 100 within ${milliseconds(p99Ms)} ms, worst ${milliseconds(worstMs)} ms</small></dd></div>`;
}

function lossFigure({ plan: { failures } }: PlanFacts): Markup {
  if (failures.length === 0) return nothing;
  const served = failures.filter(({ feasible }) => feasible).length;
  return fragment`<div><dt>Losses fully served</dt><dd>${served} of ${failures.length}<small>${served === failures.length ? 'of those that were replayed' : 'others leave a service short'}</small></dd></div>`;
}

function fullestFigure({ plan }: PlanFacts): Markup {
  const fullest = plan.regions.reduce<{ id: string; utilisation: number } | null>(
    (most, { id, utilisation }) =>
      utilisation !== null && (most === null || utilisation > most.utilisation) ? { id, utilisation } : most,
    null,
  );
  if (fullest === null) return nothing;
  return fragment`<div><dt>Fullest region</dt><dd>${formatPercent(fullest.utilisation)}<small>${fullest.id}</small></dd></div>`;
}
