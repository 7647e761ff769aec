import { formatNumber } from '../emit/number-text';
import type { Plan } from '../plan/plan';
import { planFacts, type PlanFacts, type ReportRegion } from './plan-facts';
import { shareText } from './share-text';
import { milliseconds, rate } from './values';

/**
 * The plan as a graph in Graphviz' language: a cluster for each region that runs something, a node for each service in it,
 * one for the users of each region, and an edge for each flow with its requests and, between regions, its round trip.
 */
export function planDot(plan: Plan): string {
  const facts = planFacts(plan);
  const used = facts.regions.filter(({ isUsed }) => isUsed);
  return [
    `digraph ${quoted(plan.name)} {`,
    '  graph [rankdir=LR, fontname="Helvetica", compound=true, ranksep=1.2];',
    '  node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica"];',
    '  edge [fontname="Helvetica", fontsize=10, color="#55606f"];',
    ...used.flatMap((region) => cluster(facts, region)),
    ...userEdges(plan),
    ...callEdges(plan),
    '}',
    '',
  ].join('\n');
}

function cluster({ plan }: PlanFacts, { number, id, place }: ReportRegion): string[] {
  const nodes = plan.workloads.flatMap(({ service, placements }) =>
    placements
      .filter(({ region }) => region === id)
      .map(({ share, replicas }) => {
        const label = `${service}\n${shareText(share)}, ${formatNumber(replicas)} replicas`;
        return `    ${node(service, id)} [label=${quoted(label)}];`;
      }),
  );
  const label = place === null ? id : `${id}, ${place}`;
  return [
    `  subgraph cluster_${number} {`,
    `    graph [label=${quoted(label)}, style="rounded,filled", color="#c9ced4", fillcolor="#f3f4f5"];`,
    ...nodes,
    '  }',
  ];
}

function userEdges({ workloads }: Plan): string[] {
  const edges = workloads.flatMap(({ service, userFlows }) => {
    const rates = new Map<string, number>();
    for (const { region, requestsPerSecond } of userFlows)
      rates.set(region, (rates.get(region) ?? 0) + requestsPerSecond);
    return [...rates].map(([region, requests]) => ({ service, region, requests }));
  });
  const regions = [...new Set(edges.map(({ region }) => region))].toSorted();
  return [
    ...regions.map((region) => `  ${users(region)} [label="users", shape=ellipse, fillcolor="#e4edf6"];`),
    ...edges.map(
      ({ service, region, requests }) =>
        `  ${users(region)} -> ${node(service, region)} [label=${quoted(`${rate(requests)}/s`)}];`,
    ),
  ];
}

function callEdges({ workloads }: Plan): string[] {
  return workloads.flatMap(({ service: callee, callFlows }) =>
    callFlows.map(({ service: caller, from, to, requestsPerSecond, latencyMs }) => {
      const label = `${rate(requestsPerSecond)}/s${from === to ? '' : `\n${milliseconds(latencyMs)} ms`}`;
      const style = from === to ? '' : ', style=bold';
      return `  ${node(caller, from)} -> ${node(callee, to)} [label=${quoted(label)}${style}];`;
    }),
  );
}

const node = (service: string, region: string): string => quoted(`${service}@${region}`);
const users = (region: string): string => quoted(`users@${region}`);

/** A quoted identifier: in it only quotes and backslashes mean something, and a line break is written `\n`. */
function quoted(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll(/\r\n?|\n/g, '\\n')}"`;
}
