import type { CatalogueArea } from './entry';

export const router = {
  'router/missing-gateway': {
    severity: 'error',
    text: (p: { region: string; callers: string }) =>
      `calls from ${p.callers} must enter the region "${p.region}", which has no gateway address; add "gateway: <IP address or DNS name>" to it`,
    what: 'A region is called from other regions and says no address at which they reach it.',
    why: 'Its cluster is applied on its own: where its gateway answers is known to nobody but you.',
    fix: 'Add `gateway` to the region: the address of the `region-gateway` Service, or a DNS name that will point to it.',
  },
  'router/not-connected': {
    severity: 'error',
    text: (p: { kind: string; survive: number; lost: string; from: string; to: string }) =>
      `the topology "${p.kind}" must survive ${p.survive} loss(es), but ${p.lost === '' ? 'already' : `without ${p.lost}`} "${p.from}" cannot reach "${p.to}"; add a link between the two parts or lower "survive"`,
    what: 'The links of the topology leave regions apart from each other, at once or after the losses it must survive.',
    why: 'Calls between the parts would have no way.',
    fix: 'Add links, hubs or regions, lower `survive`, or choose `mesh`.',
  },
} as const satisfies CatalogueArea;
