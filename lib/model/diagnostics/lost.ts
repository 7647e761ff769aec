import type { CatalogueArea } from './entry';

export const lost = {
  'lost/public-tcp': {
    severity: 'warning',
    text: (p: { service: string }) =>
      `service "${p.service}" is public and speaks TCP, which the standard channel of the Gateway API cannot route by name; expose it with a patch or give it the protocol "http" or "grpc"`,
    what: 'A public service speaks a protocol that the Gateway API routes do not express.',
    why: 'No route to it is emitted: users do not reach it.',
    fix: 'Give it the protocol `http` or `grpc`, or patch its Service to the type `LoadBalancer`.',
  },
} as const satisfies CatalogueArea;
