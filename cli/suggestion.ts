import { nearestName } from '../lib/model/nearest-name';

/** What was probably meant; undefined when nothing is near. */
export function suggestion(word: string, candidates: readonly string[]): string | undefined {
  const nearest = nearestName(word, candidates);
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}
