import type { CatalogueArea } from './entry';

export const lost = {
  'lost/grpc-health': {
    severity: 'warning',
    text: (p: { service: string }) =>
      `service "${p.service}" speaks gRPC, whose health protocol HAProxy cannot ask: other regions see its gateway live or dead, not the service behind it; use "router: { egress: envoy }"`,
    what: 'HAProxy checks a gRPC service of another region by its connection alone.',
    why: 'A region whose gateway lives while the service behind it is dead keeps its share of the calls.',
    fix: 'Set `egress: envoy` under `router`; HAProxy still fails over when the whole region is lost.',
  },
  'lost/public-tcp': {
    severity: 'warning',
    text: (p: { service: string }) =>
      `service "${p.service}" is public and speaks TCP, which the standard channel of the Gateway API cannot route by name; expose it with a patch or give it the protocol "http" or "grpc"`,
    what: 'A public service speaks a protocol that the Gateway API routes do not express.',
    why: 'No route to it is emitted: users do not reach it.',
    fix: 'Give it the protocol `http` or `grpc`, or patch its Service to the type `LoadBalancer`.',
  },
} as const satisfies CatalogueArea;
