import type { Protocol, TopologyName } from '../model/spec';
import { integer, list, number, oneOf, text, type Schema } from './schema-builder';

/** Kinds of value that several members share. */
export const latitude = number('Degrees north.', { minimum: -90, maximum: 90, examples: [6.45] });
export const longitude = number('Degrees east.', { minimum: -180, maximum: 180, examples: [3.39] });
export const port = integer('TCP port.', { minimum: 1, maximum: 65_535, examples: [8080] });

export const topologyKindSchema = oneOf<TopologyName>(
  'Kind of topology; adaptive is another word for hybrid, distributed for mesh.',
  { star: true, bus: true, ring: true, p2p: true, mesh: true, hybrid: true, adaptive: true, distributed: true },
);

export const protocolSchema = oneOf<Protocol>('How it is spoken to.', { http: true, grpc: true, tcp: true });

export function countryListSchema(description: string): Schema {
  return list(description, text('ISO 3166-1 alpha-2, in quotes where it looks like a word.', { examples: ['DE'] }));
}
