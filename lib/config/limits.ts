/**
 * What a document may hold. The parser recurses per level and some of its checks grow with the square of their input,
 * so a text is measured against these numbers before any of them runs.
 */
export const limits = {
  /** Bytes of UTF-8. */
  bytes: 1024 * 1024,
  /** Lines, blank ones and comments too: each costs the parser as much as a value. */
  lines: 100_000,
  /** Maps and lists inside each other, aliases followed. */
  depth: 100,
  /** Scalars, maps and lists, aliases followed. */
  nodes: 50_000,
  /** Anchors and aliases together. */
  aliases: 100,
} as const;
