import { createHash } from 'node:crypto';
import { parseDocument, isMap, isSeq, type Node, type Pair } from 'yaml';
import { canonicalJson } from '../../lib/model/canonical-json';
import type { Artifact } from '../../lib/model/artifact';
import { exampleNames, exampleText, synthesizeText } from '../support/examples';

const digest = (artifacts: readonly Artifact[]): string =>
  createHash('sha256').update(canonicalJson(artifacts)).digest('hex');

/** A small linear congruential generator: the shuffles are the same on every machine. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

function shuffle<Item>(items: Item[], next: () => number): void {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(next() * (index + 1));
    const item = items[index] as Item;
    items[index] = items[other] as Item;
    items[other] = item;
  }
}

/** Shuffles the keys of every map, and the lists whose order means nothing: regions, calls, residency. */
function shuffled(text: string, seed: number): string {
  const document = parseDocument(text);
  const next = random(seed);
  const visit = (node: Node | null | undefined, key: string): void => {
    if (isMap(node)) {
      for (const pair of node.items as Pair<{ value: string }, Node>[]) visit(pair.value, pair.key.value);
      shuffle(node.items, next);
    } else if (isSeq(node)) {
      for (const item of node.items) visit(item as Node, key);
      if (['regions', 'calls', 'residency', 'geo_services'].includes(key)) shuffle(node.items, next);
    }
  };
  visit(document.contents, '');
  return document.toString();
}

describe.each(exampleNames)('%s', (name) => {
  test('shuffled declarations and keys give the same bytes', () => {
    const text = exampleText(name);
    const wanted = digest(synthesizeText(text).artifacts);
    const rounds = Number(process.env['SHUFFLES'] ?? '5');
    for (let seed = 1; seed <= rounds; seed += 1)
      expect({ seed, digest: digest(synthesizeText(shuffled(text, seed)).artifacts) }).toEqual({
        seed,
        digest: wanted,
      });
  });
});
