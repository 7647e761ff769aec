/** One kind of user fault: its text is made from typed parameters, its page from the three explanations. */
export interface CatalogueEntry {
  readonly severity: 'error' | 'warning';
  // `never` accepts every parameter type here; `satisfies` keeps the precise one of each entry.
  readonly text: (parameters: never) => string;
  /** What was found, in general terms. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** What to write instead; may hold a fenced example. */
  readonly fix: string;
}

export type CatalogueArea = Readonly<Record<string, CatalogueEntry>>;
