import { formatNumber, formatPercent } from '../emit/number-text';
import type { UserFlow } from '../plan/plan';
import { fragment, nothing, type Markup } from './markup';
import { sum, type PlanFacts } from './plan-facts';
import { cell, milliseconds, scrolling } from './values';

/** Of users' requests, by round trip. */
interface Curve {
  readonly service: string;
  readonly maxLatencyMs: number | null;
  /** Ascending; `share` of the requests take at most `latencyMs`. */
  readonly steps: readonly { readonly latencyMs: number; readonly share: number }[];
}

const percentiles = [0.5, 0.75, 0.9, 0.95, 0.99] as const;
const [width, height] = [560, 238] as const;
const frame = { left: 50, right: 548, top: 12, bottom: 196 } as const;

/** How long users wait: the share of requests by round trip, and the percentiles as a table. */
export function latencyChart({ plan }: PlanFacts): Markup {
  const curves = plan.workloads.flatMap(({ service, userFlows, slo }) =>
    userFlows.length === 0 ? [] : [{ service, maxLatencyMs: slo?.maxLatencyMs ?? null, steps: stepsOf(userFlows) }],
  );
  if (curves.length === 0) return nothing;
  const heads = percentiles.map((part) => fragment`<th scope="col" class="n">p${formatNumber(part * 100)}</th>`);
  const rows = curves.map(
    (curve) =>
      fragment`<tr><th scope="row">${curve.service}</th>${percentiles.map((part) => cell(milliseconds(percentile(curve, part))))}${cell(milliseconds(percentile(curve, 1)))}</tr>\n`,
  );
  const table = fragment`<table><caption>Round trips of users’ requests, milliseconds.</caption><thead><tr><th scope="col">service</th>${heads}<th scope="col" class="n">worst</th></tr></thead>
<tbody>
${rows}</tbody></table>`;
  return fragment`<section aria-labelledby="waiting"><h2 id="waiting">How long users wait</h2>
${drawing(curves)}
${scrolling('Percentiles of the round trip', table)}</section>`;
}

function stepsOf(flows: readonly UserFlow[]): Curve['steps'] {
  const total = sum(flows.map(({ requestsPerSecond }) => requestsPerSecond)) || 1;
  let served = 0;
  return flows
    .toSorted((a, b) => a.latencyMs - b.latencyMs)
    .map(({ latencyMs, requestsPerSecond }) => {
      served += requestsPerSecond;
      return { latencyMs, share: Math.min(1, served / total) };
    });
}

function percentile({ steps }: Curve, part: number): number {
  return (steps.find(({ share }) => share >= part - 1e-9) ?? steps.at(-1))?.latencyMs ?? 0;
}

function drawing(curves: readonly Curve[]): Markup {
  const most = Math.max(...curves.flatMap((curve) => [percentile(curve, 1), curve.maxLatencyMs ?? 0]), 1);
  const step = [5, 10, 20, 25, 50, 100, 200, 250, 500].find((each) => most / each <= 7) ?? most / 5;
  const end = Math.ceil(most / step) * step;
  const x = (latencyMs: number): number => frame.left + ((frame.right - frame.left) * latencyMs) / end;
  const y = (share: number): number => frame.bottom - (frame.bottom - frame.top) * share;
  const marks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step);
  const goals = curves.flatMap(({ maxLatencyMs }) =>
    maxLatencyMs === null
      ? []
      : [fragment`<path class="goal" d="M${x(maxLatencyMs).toFixed(1)} ${frame.top}V${frame.bottom}"/>`],
  );
  return fragment`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="Share of users’ requests by round trip; the table below has the percentiles">
${[0, 0.25, 0.5, 0.75, 1].map((share) => fragment`<path class="axis" d="M${frame.left} ${y(share).toFixed(1)}H${frame.right}"/><text x="${frame.left - 7}" y="${(y(share) + 4).toFixed(1)}" text-anchor="end">${formatPercent(share)}</text>`)}
${marks.map((mark) => fragment`<text x="${x(mark).toFixed(1)}" y="${frame.bottom + 18}" text-anchor="middle">${formatNumber(mark)}</text>`)}
<text x="${frame.right}" y="${height - 4}" text-anchor="end">round trip, ms${goals.length > 0 ? '; dashed: the objective' : ''}</text>
${goals}
${curves.map((curve, index) => fragment`<path class="curve h${index % 6}" d="${curvePath(curve, x, y)}"/>`)}
</svg>`;
}

/** A staircase; steps that would not be seen are joined. */
function curvePath({ steps }: Curve, x: (latencyMs: number) => number, y: (share: number) => number): string {
  let text = `M${x(0).toFixed(1)} ${y(0).toFixed(1)}`;
  let [drawnX, drawnShare] = [-1, 0];
  for (const [index, { latencyMs, share }] of steps.entries()) {
    const isLast = index === steps.length - 1;
    if (!isLast && x(latencyMs) - drawnX < 1.5 && share - drawnShare < 0.01) continue;
    text += `H${x(latencyMs).toFixed(1)}V${y(share).toFixed(1)}`;
    [drawnX, drawnShare] = [x(latencyMs), share];
  }
  return text;
}
