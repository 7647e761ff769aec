import { spreadNames } from '../spread';
import { allowFix, firstOf, regionFix, type Search } from './proposal';
import { bestAdded, type Reach, type Situation } from './situation';

/** Ways out where the regions that may run a service lie in too few values of its spread: regions in others. */
export function spreadProposals(situation: Situation): Search[] {
  const { excluded, known } = situation;
  const allowed = elsewhere(situation, excluded);
  const added = elsewhere(situation, known());
  return [
    ...(allowed === null ? [] : [firstOf([allowFix(situation, allowed)])]),
    ...(added === null ? [] : [firstOf([regionFix(situation, added)])]),
  ];
}

/** The nearest of the offered regions, each in a value that none of the others lies in; null when too few are offered. */
function elsewhere(situation: Situation, offered: readonly Reach[]): Reach[] | null {
  const { service, candidates } = situation;
  const { spread } = service.geo;
  if (spread === null) return null;
  const all = [...candidates, ...offered];
  const names = spreadNames(
    all.map(({ region }) => region),
    spread.over,
  );
  const nameOf = new Map(all.map((reach, at) => [reach, names[at] as string]));
  const covered = new Set(names.slice(0, candidates.length));
  const chosen: Reach[] = [];
  while (covered.size < spread.min) {
    const others = offered.filter((reach) => !covered.has(nameOf.get(reach) as string));
    const [best] = bestAdded(situation, [...candidates, ...chosen], others, 1);
    if (best === undefined) return null;
    chosen.push(best);
    covered.add(nameOf.get(best) as string);
  }
  return chosen;
}
