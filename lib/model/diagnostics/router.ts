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
  'router/failover-overload': {
    severity: 'warning',
    text: (p: { lost: string; region: string; filled: string; services: string; needed: string }) =>
      `without "${p.lost}" the routers send more to the region "${p.region}" than the plan does and fill it to ${p.filled}: ${p.services}; give it ${p.needed}, or its services more regions`,
    what: 'After a loss that the plan has an answer for, calls fail over into a region that has no room for them.',
    why: 'The plan may then move any call to make room. A router knows only what lives: the first tier with a living region takes all calls, in proportion to its weights.',
    fix: 'Give the region the room that is named, let the called services run in more regions, or run fewer of their callers there.',
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
