import { count, formatNumber, formatPercent } from '../emit/number-text';
import { mostViews, type FailureView } from './failure-views';
import { worldMap } from './map';
import { regionShare, shareText } from './share-text';
import { fragment, nothing, type Markup } from './markup';
import type { FailureRow } from '../plan/plan';
import { sum, type PlanFacts, type ReportRegion } from './plan-facts';
import { dollars, milliseconds, rate } from './values';

/** The map, the choice of what is lost, and a panel for each choice; switched by the style sheet alone. */
export function stage(facts: PlanFacts, views: readonly FailureView[]): Markup {
  const map = worldMap(facts, views);
  return fragment`<section class="stage" aria-labelledby="map-heading">
<h2 id="map-heading" class="hidden">Map</h2>
${views.length === 0 ? nothing : choices(views)}
<figure>
${map.markup}
<figcaption>${caption(facts)}</figcaption>
</figure>
${regionKey(facts.regions, map.labelled)}
${views.length === 0 ? nothing : planPanel(facts, views)}
${views.map((view) => lossPanel(view))}
</section>`;
}

function choices(views: readonly FailureView[]): Markup {
  const others = views.map(
    ({ number, row }) =>
      fragment`<label><input type="radio" name="view" id="view${number}"><span>${lossName(row)}</span>${row.feasible ? nothing : fragment`<span class="bad">!<span class="hidden"> not everybody is served</span></span>`}</label>`,
  );
  return fragment`<fieldset class="views"><legend>Show the plan, or what a loss does to it</legend>
<label><input type="radio" name="view" id="view0" checked><span>the plan</span></label>
${others}</fieldset>`;
}

function caption({ hasUsers }: PlanFacts): string {
  const lines = hasUsers
    ? 'Dots are users, their area by their requests; lines lead to the region that serves them. The share of a region is of all users’ requests.'
    : 'The share of a region is of all requests.';
  return `${lines} Hollow rings are regions that run nothing. Equal Earth projection, without Antarctica.`;
}

/** Where the map has room for numbers only, the names; else those that found no room. */
function regionKey(regions: readonly ReportRegion[], labelled: ReadonlySet<string>): Markup {
  const isAll = regions.every(({ id }) => labelled.has(id));
  const items = regions.map((region) => {
    const { number, id, place } = region;
    return fragment`<li${labelled.has(id) ? fragment` class="named"` : nothing}><b>${number}</b><span><span class="id">${id}</span>${place === null ? nothing : ` ${place}`}</span><span>${regionShare(region)}</span></li>`;
  });
  return fragment`<ul class="key${isAll ? ' all' : ''}" aria-label="Regions by their number">${items}</ul>`;
}

function planPanel({ regions, hasUsers }: PlanFacts, views: readonly FailureView[]): Markup {
  const used = regions.filter(({ isUsed }) => isUsed);
  const [first] = used;
  const most =
    first === undefined
      ? nothing
      : fragment`<p>The largest share of ${hasUsers ? 'users' : 'requests'}, ${shareText(first.share)}, is served from <span class="id">${first.id}</span>. Choose a loss above to see what was served there, where it goes and what that means for users.</p>`;
  return fragment`<div class="panel if0"><h3>${count(used.length, 'region')} in use</h3>${most}
${views.some(({ row }) => !row.feasible) ? fragment`<p class="bad">Some losses leave a service without a region or without capacity: they carry a “!”.</p>` : nothing}${views.length === mostViews ? fragment`<p>Only the first ${mostViews} losses can be chosen; the table below has the others.</p>` : nothing}</div>`;
}

function lossPanel(view: FailureView): Markup {
  const { number, row } = view;
  const { feasible, meanLatencyMs, worstLatencyMs, maxUtilisation, movedShare, shortfall, unserved } = row;
  const verdict = feasible
    ? fragment`<strong class="good">Everybody stays served.</strong>`
    : fragment`<strong class="bad">Not everybody is served:</strong> ${shortfall ?? `nobody serves ${unserved.join(', ')}`}.`;
  const values = [
    ['requests that move', formatPercent(movedShare, 1)],
    ['mean round trip', worstLatencyMs === 0 ? '–' : `${milliseconds(meanLatencyMs)} ms`],
    ['worst round trip', worstLatencyMs === 0 ? '–' : `${milliseconds(worstLatencyMs)} ms`],
    ['fullest survivor', maxUtilisation === null ? 'no limit' : formatPercent(maxUtilisation)],
    ...row.slo.map(({ service, covered }) => [`${service} within its objective`, formatPercent(covered, 1)] as const),
  ] as const;
  return fragment`<div class="panel if${number} ${feasible ? 'fine' : 'loss'}"><h3>Without <span class="id">${lossName(row)}</span></h3>
<p>${verdict} ${servedText(view)}</p>${repairText(row)}
<dl class="facts">${values.map(([name, value]) => fragment`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${takeoverList(row.takeover)}</div>`;
}

/** A provider or failure domain is called what it is: its name alone could be that of a region. */
export function lossName({ kind, name }: FailureRow): string {
  return kind === 'provider' || kind === 'domain' ? `${kind} ${name}` : name;
}

function servedText({ lost, moves }: FailureView): string {
  const requests = sum(lost.map(({ requestsPerSecond }) => requestsPerSecond));
  const replicas = sum(lost.map((region) => region.replicas));
  const targets = new Set(moves.map(({ to }) => to)).size;
  const goes = targets === 0 ? 'Nothing of it moves.' : `What it served goes to ${count(targets, 'region')}.`;
  return `It served ${rate(requests)} requests/s of all services with ${count(replicas, 'replica')}. ${goes}`;
}

export function repairText({ repair }: FailureRow): Markup {
  if (repair === null) return nothing;
  const steps = [
    ...repair.buy.map(
      ({ region, cpuMillis, memoryMiB }) =>
        `${formatNumber(cpuMillis / 1000, 1)} CPU and ${formatNumber(memoryMiB / 1024, 1)} GiB more in ${region}`,
    ),
    ...repair.run.map(({ service, region }) => `run ${service} in ${region} too`),
  ];
  return fragment`<p>Cheapest repair found: ${steps.join(', ')}, for $${dollars(repair.usdPerMonth)} a month.</p>`;
}

function takeoverList(takeover: FailureView['row']['takeover']): Markup {
  const services = [...new Set(takeover.map(({ service }) => service))];
  if (services.length === 0) return nothing;
  const items = services.map((service) => {
    const targets = takeover
      .filter((each) => each.service === service)
      .toSorted((a, b) => b.share - a.share)
      .map(
        ({ region, share }, index) =>
          fragment`${index === 0 ? '' : ', '}<span class="id">${region}</span> ${shareText(share)}`,
      );
    return fragment`<li><b>${service}</b> → ${targets}</li>`;
  });
  return fragment`<ul class="moved" aria-label="Where each service’s requests go">${items}</ul>`;
}
