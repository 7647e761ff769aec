import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/**
 * The published schemas of the vendored kinds as they are, but for descriptions and extensions: the oracle that the
 * generated validators are tested against.
 */
export function writeFixture(path, sources, gateway) {
  const kubernetes = Object.fromEntries(
    [...sources].map(([minor, { definitions, kinds }]) => [
      minor,
      { kinds, definitions: reachable(definitions, kinds) },
    ]),
  );
  const text = JSON.stringify({ kubernetes, gateway: withoutTexts(gateway) });
  const parameters = {
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    // The minors repeat each other at a distance of some hundred kilobytes.
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, brotliCompressSync(text, { params: parameters }));
}

function reachable(definitions, kinds) {
  const found = {};
  const pending = Object.values(kinds);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found[name] !== undefined) continue;
    found[name] = withoutTexts(definitions[name]);
    for (const [, target] of JSON.stringify(found[name]).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g))
      pending.push(target);
  }
  return found;
}

function withoutTexts(value) {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, member]) => !key.startsWith('x-kubernetes-') && !(key === 'description' && typeof member === 'string'),
      )
      .map(([key, member]) => [key, withoutTexts(member)]),
  );
}
