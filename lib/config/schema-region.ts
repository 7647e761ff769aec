import type { CapacitySpec, PriceSpec, RegionObjectSpec } from '../model/spec';
import { list, number, object, or, required, text } from './schema-builder';
import { latitude, longitude } from './schema-values';

const cpu = or(
  number('Cores, or a Kubernetes quantity such as 1500m.', { minLength: 1, examples: [16, '1500m'] }),
  'string',
);

const capacitySchema = object<CapacitySpec>('What workloads may use here. Unlimited when absent.', {
  cpu: required(cpu),
  memory: text('Kubernetes quantity.', { examples: ['64Gi'] }),
  memoryGiB: number('GiB; instead of memory.', { minimum: 0 }),
});

const priceSchema = object<PriceSpec>('Prices. The documented list price when absent.', {
  cpuHourUsd: number('US dollars per core and hour.', { minimum: 0 }),
  memoryGiBHourUsd: number('US dollars per GiB of memory and hour.', { minimum: 0 }),
  egressGiBUsd: number('US dollars per GiB sent to another region.', { minimum: 0 }),
});

/** A code of the bundled table, or a map. */
export const regionSchema = or(
  object<RegionObjectSpec>(
    'A region of the bundled table by its code (aws:eu-west-2), or a place of your own with id, lat, lng and country.',
    {
      id: text('The code when absent.', { examples: ['lagos-edge'] }),
      code: text('provider:code of the bundled table.', { examples: ['aws:eu-west-2'] }),
      lat: latitude,
      lng: longitude,
      country: text('ISO 3166-1 alpha-2.', { examples: ['NG'] }),
      gateway: text("Address (IP or DNS name) at which the other regions reach this region's gateway.", {
        examples: ['203.0.113.7'],
      }),
      capacity: capacitySchema,
      price: priceSchema,
      jurisdiction: list('Tags that residency matches besides the country, EU and EEA.', text('A tag.')),
      zones: list('Failure domains inside the region.', text('A zone.'), { minItems: 1, default: ['a', 'b', 'c'] }),
      failureDomains: list('Risks shared with other regions, such as a cable or a power grid.', text('A risk.')),
    },
    {
      examples: [
        'aws:eu-west-2',
        { id: 'lagos-edge', lat: 6.45, lng: 3.39, country: 'NG', capacity: { cpu: 16, memory: '64Gi' } },
      ],
    },
  ),
  'string',
  { minLength: 1 },
);
