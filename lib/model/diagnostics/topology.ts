import type { CatalogueArea } from './entry';

/** What is declared of the topology and has no part in it. Whether its links hold is the area `router`. */
export const topology = {
  'topology/idle-hub': {
    severity: 'warning',
    text: (p: { hub: string; instead: string }) =>
      `the region "${p.hub}" is declared as a hub, but the plan runs nothing there, so it has no router and is no hub; ${p.instead}; take it out of "hubs", or have a service run there ("geo.allow" with "regions.min")`,
    what: 'A declared hub is a region in which the plan runs no service.',
    why: 'The router of a region comes with the services that run there: a region without any can pass on no call, and the topology is made of the others.',
    fix: 'Take the region out of `topology.hubs`, or have a service run there: name the region in its `geo.allow`, with as many `geo.regions.min`. Waive the warning if the hub is meant for a later plan.',
  },
  'topology/idle-link': {
    severity: 'warning',
    text: (p: { region: string; links: string }) =>
      `the plan runs nothing in the region "${p.region}", so the declared links ${p.links} are not made and no call passes through it; take them out of "links", or have a service run there ("geo.allow" with "regions.min")`,
    what: 'A declared link ends in a region in which the plan runs no service.',
    why: 'The router of a region comes with the services that run there: a link to a region without any leads nowhere, and two regions that it joins may be apart.',
    fix: 'Take the links out of `topology.links`, or have a service run there: name the region in its `geo.allow`, with as many `geo.regions.min`. Waive the warning if the links are meant for a later plan.',
  },
} as const satisfies CatalogueArea;
