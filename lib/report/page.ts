import type { Plan } from '../plan/plan';
import { costSplit } from './cost';
import { failureViews } from './failure-views';
import { headline } from './headline';
import { latencyChart } from './latency-chart';
import { lossTables } from './loss-tables';
import { fragment, type Markup } from './markup';
import { method } from './method';
import { planFacts } from './plan-facts';
import { regionTable } from './region-table';
import { placementMatrix, serviceTable } from './service-tables';
import { stage } from './stage';
import { pageStyle } from './style';

/**
 * The picture of a plan: one HTML file without scripts that refers to nothing outside itself. A function of the plan's
 * content alone: the same bytes on every machine.
 */
export function reportPage(plan: Plan): string {
  const facts = planFacts(plan);
  const views = failureViews(facts);
  // Written here, without a value of the plan in it.
  const style: Markup = { html: `<style>${pageStyle(views)}</style>` };
  return fragment`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${plan.name}: placement plan</title>
${style}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<main class="page" id="content" tabindex="-1">
${headline(facts)}
${stage(facts, views)}
${placementMatrix(facts)}
<div class="pair">
${latencyChart(facts)}
${costSplit(facts)}
</div>
${serviceTable(facts)}
${regionTable(facts)}
${lossTables(facts)}
${method(facts)}
<footer>Land: Natural Earth, public domain. Projection: Equal Earth (Šavrič, Patterson, Jenny 2018). Made by <code>obinexus plan --report</code>.</footer>
</main>
</body>
</html>
`.html;
}
