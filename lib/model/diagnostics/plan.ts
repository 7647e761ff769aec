import type { CatalogueArea } from './entry';

export const plan = {
  'plan/no-site': {
    severity: 'error',
    text: (p: { service: string; maxLatencyMs: number; from: string; nearest: string; latencyMs: number }) =>
      `service "${p.service}" needs <= ${p.maxLatencyMs} ms from ${p.from}, the nearest allowed region "${p.nearest}" is ${p.latencyMs} ms away; raise geo.maxLatencyMs, lower geo.coverage or add a region`,
    what: 'Some demand cannot be served within the latency objective from any region the service may run in.',
    why: 'The objective would be broken for these users on the first day, whatever the placement.',
    fix: 'Raise `geo.maxLatencyMs`, lower `geo.coverage`, allow more regions or add one near the named place.',
  },
} as const satisfies CatalogueArea;
