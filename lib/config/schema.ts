import type {
  CityDemandSpec,
  DemandPointSpec,
  DemandSpec,
  ExternalServiceSpec,
  KubernetesSpec,
  LatencySpec,
  MeasuredLatencySpec,
  PlannerSpec,
  RouterSpec,
  StackSpec,
  TierName,
  TierSpec,
  TopologySpec,
  WaiverSpec,
} from '../model/spec';
import { regionSchema } from './schema-region';
import { patchListSchema, serviceSchema } from './schema-service';
import { integer, list, mapOf, number, object, oneOf, required, text, type Schema } from './schema-builder';
import { countryListSchema, latitude, longitude, port, protocolSchema, topologyKindSchema } from './schema-values';

const topologySchema = object<TopologySpec>(
  'How regions are connected. Required with two or more regions.',
  {
    kind: required(topologyKindSchema),
    survive: integer('How many simultaneous losses of a region every other pair must survive.', {
      minimum: 0,
      maximum: 2,
      default: 0,
    }),
    hubs: list(
      'Region ids that act as hubs (star, hybrid), as far as the plan runs something there. Elected when absent.',
      text('A region id.'),
    ),
    links: list(
      'Pairs of region ids (p2p only); made where the plan runs something at both ends.',
      list('Two region ids.', text('A region id.'), { minItems: 2, maxItems: 2 }),
    ),
  },
  { examples: [{ kind: 'hybrid', survive: 1 }] },
);

const citySchema = object<CityDemandSpec>('All cities of the bundled table above a population, weighted by it.', {
  minPopulation: required(integer('People.', { minimum: 100_000, examples: [1_000_000] })),
  countries: countryListSchema('Only these countries (ISO 3166-1 alpha-2).'),
});

const accessRange = { minimum: 0, maximum: 10_000 };

const pointSchema = object<DemandPointSpec>('A place that sends requests.', {
  id: required(text('Name of the place.')),
  lat: required(latitude),
  lng: required(longitude),
  requestsPerSecond: required(number('Requests per second at peak.', { minimum: 0, maximum: 1e12 })),
  country: text('ISO 3166-1 alpha-2.', { examples: ['NG'] }),
  accessMs: number(
    "Round trip from users there to the network's edge, milliseconds; that of the demand when absent.",
    accessRange,
  ),
});

const demandSchema = object<DemandSpec>(
  'Where the users are: exactly one of cities, points and csv.',
  {
    cities: citySchema,
    points: list('Places of your own.', pointSchema),
    csv: text('Path of a CSV file with the header id,lat,lng,requests_per_second[,country][,access_ms].', {
      examples: ['demand.csv'],
    }),
    requestsPerSecond: number('Requests per second of the whole world at peak; required with cities.', {
      exclusiveMinimum: 0,
      maximum: 1e12,
      examples: [20_000],
    }),
    accessMs: number(
      "Round trip from users to the network's edge (mobile, Wi-Fi), milliseconds, where a point does not say.",
      {
        ...accessRange,
        default: 0,
      },
    ),
  },
  { examples: [{ cities: { min_population: 1_000_000 }, requests_per_second: 20_000 }] },
);

const externalServiceSchema = object<ExternalServiceSpec>('What is called but not deployed by this stack.', {
  host: required(text('DNS name.', { examples: ['redis.internal'] })),
  port: required(port),
  protocol: { ...protocolSchema, default: 'tcp' },
  cidrs: list('CIDR blocks that the NetworkPolicy opens on that port.', text('A CIDR block.'), {
    default: ['0.0.0.0/0'],
  }),
});

const tierSchema = object<TierSpec>('What services of this tier are promised.', {
  minRegions: integer('Regions at least.', { minimum: 1, maximum: 254 }),
  minZones: integer('Zones at least in each region.', { minimum: 1, maximum: 10 }),
  minReplicas: integer('Replicas at least.', { minimum: 1, maximum: 1000 }),
  survive: integer('Region losses that must leave all demand served.', { minimum: 0, maximum: 1 }),
});

const tiersSchema = object<Readonly<Partial<Record<TierName, TierSpec>>>>('Overrides of what the tiers promise.', {
  open: tierSchema,
  business: tierSchema,
  heart: tierSchema,
});

const kubernetesSchema = object<KubernetesSpec>('The clusters.', {
  namespace: text("Namespace of all objects. The stack's name when absent."),
  versions: list('Minors that the output must be valid for; all when absent.', text('A minor, in quotes.'), {
    minItems: 1,
    examples: [['1.35', '1.36']],
  }),
  gatewayClass: text('gatewayClassName of the Gateways for public services.', { default: 'envoy' }),
});

const measuredSchema = object<MeasuredLatencySpec>(
  'A measured round trip; for both directions unless both are given.',
  {
    from: required(
      text('A region or a demand point; one of the two ends is a region.', { examples: ['aws:eu-west-2'] }),
    ),
    to: required(text('The other end.', { examples: ['aws:us-east-1'] })),
    rttMs: required(number('Round trip, milliseconds.', { exclusiveMinimum: 0, maximum: 60_000, examples: [71.3] })),
  },
);

const latencySchema = object<LatencySpec>('Round trips that are better known than the model knows them.', {
  measured: {
    description: 'A list, or the path of a CSV file with the header from,to,rtt_ms. Replaces the model pair by pair.',
    type: ['string', 'array'],
    minLength: 1,
    items: measuredSchema,
    examples: ['latency.csv'],
  },
});

const plannerSchema = object<PlannerSpec>('What the plan optimises.', {
  waitingUsdPerHour: number('What an hour of waiting for answers is worth, US dollars.', {
    minimum: 0,
    maximum: 1e6,
    default: 0.1,
  }),
  targetUtilisation: number("Share of a region's capacity that the plan may use, 0 to 1.", {
    exclusiveMinimum: 0,
    maximum: 1,
    default: 0.8,
  }),
  moveUsd: number(
    'What it costs that a service starts in a region or gives one up, against the plan of --from: US dollars a month each.',
    { minimum: 0, maximum: 1e9, default: 5 },
  ),
  latency: latencySchema,
});

const routerSchema = object<RouterSpec>('The program that carries calls to other regions.', {
  egress: oneOf<'envoy' | 'haproxy'>('Which program.', { envoy: true, haproxy: true }, { default: 'envoy' }),
  image: text('Its image. A pinned upstream image when absent.'),
  tlsSecret: text('Secret with tls.crt, tls.key and ca.crt for mutual TLS between regions.', {
    default: 'region-gateway-tls',
  }),
});

const waiverSchema = object<WaiverSpec>('A warning that is accepted.', {
  code: required(text('Code of the warning.', { examples: ['config/image-not-pinned'] })),
  path: required(text('Path of the finding or of what contains it.', { examples: ['services/api'] })),
  reason: required(text('Why it is right here.')),
});

/** The name may come from the folder, so the document need not have it. */
type StackDocument = Omit<StackSpec, 'name'> & Partial<Pick<StackSpec, 'name'>>;

/** `obinexus.yml` as JSON Schema; schema/obinexus.schema.json is generated from it. */
export const stackSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'obinexus.yml',
  ...object<StackDocument>('Services, regions, topology and demand of one stack.', {
    name: text('Names the namespace, files and resources: a DNS-1123 label. The name of the folder when absent.', {
      examples: ['shop'],
    }),
    topology: topologySchema,
    regions: list('Where services may run. One region, local, when absent.', regionSchema),
    demand: demandSchema,
    services: required(
      mapOf('The services by id.', serviceSchema, {
        minProperties: 1,
        examples: [{ api: { language: 'python', framework: 'fastapi', geo_enabled: true } }],
      }),
    ),
    externalServices: mapOf('What is called but not deployed by this stack, by id.', externalServiceSchema),
    tiers: tiersSchema,
    registry: text('Prefix of images that are not named.', { default: 'registry.local' }),
    owner: text("Team that answers for the stack; a label. The stack's name when absent."),
    email: text('Contact address; an annotation.'),
    kubernetes: kubernetesSchema,
    planner: plannerSchema,
    router: routerSchema,
    patches: patchListSchema,
    waivers: list('Warnings that are accepted, each for a stated reason.', waiverSchema),
  }),
};
