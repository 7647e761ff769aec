import { nearestName } from '../lib/model/nearest-name';

/** What was probably meant; undefined when nothing is near. */
export function suggestion(word: string, candidates: readonly string[]): string | undefined {
  // Of a single character everything short is near.
  const nearest = word.length < 2 ? undefined : nearestName(word, candidates);
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}
