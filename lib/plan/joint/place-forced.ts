import { diagnostic } from '../../model/diagnostic';
import type { Placements } from '../place-services';
import type { SiteSets } from './joint-prices';
import { type JointProblem, withFine } from './joint-problem';
import { type Settled, settledStarts } from './settled-starts';
import { sitesOf, type Trials } from './trials';

/** Regions that a service must run in. */
export interface ForcedRegion {
  readonly service: string;
  readonly region: string;
}

/** What makes a search keep a forced region, US dollars a month. */
const forcedUsd = 1e7;
const mostStarts = 8;

/**
 * From the cheapest placement without force: the regions of all services improved together with the forced ones among
 * them, and all placed in exactly these. A bound of the problem without force holds for it. A service that cannot serve
 * its requests from them is a fault.
 */
export function placeForced(
  { circumstances, ...trials }: Trials,
  problem: JointProblem,
  free: Placements,
  forced: readonly ForcedRegion[],
  slowUsd: Float64Array,
): Placements {
  const { model } = circumstances;
  const pins = forced
    .map(({ service, region }): Settled => ({
      service: problem.services.findIndex(({ id }) => id === service),
      region: model.regions.findIndex(({ id }) => id === region),
      runs: true,
    }))
    .filter(({ service, region }) => service >= 0 && region >= 0);
  let held = problem;
  let starts: readonly SiteSets[] = [sitesOf(model, problem, free.workloads)];
  for (const pin of pins) {
    const settle = (sets: SiteSets): readonly SiteSets[] =>
      sets[pin.service * problem.regions + pin.region] === 1 ? [sets] : settledStarts(held, sets, slowUsd, pin);
    starts = starts.flatMap(settle).slice(0, mostStarts);
    held = withFine(held, pin.service, pin.region, forcedUsd);
  }
  const [best = null] = starts
    .flatMap((each): SiteSets[] => [trials.search(held, each, slowUsd), each])
    .map((each) => trials.place(problem, each, slowUsd, 'regions'))
    .filter((each) => each.diagnostics.length === 0 && forced.every((pin) => runsIn(each, pin)))
    .toSorted((a, b) => a.cost - b.cost);
  if (best !== null) return best;
  return {
    ...free,
    diagnostics: forced.map((pin) => diagnostic('plan/not-forced', `services/${pin.service}/geo`, pin)),
  };
}

function runsIn({ workloads }: Placements, { service, region }: ForcedRegion): boolean {
  return workloads.get(service)?.placements.some((each) => each.region === region) ?? false;
}
