import { App, Demand, GeoRegion, Service, Stack, Topology } from '@obinexus/iaas';

const app = new App();
const stack = new Stack(app, 'hello-polyglot', {
  topology: Topology.hybrid({ survive: 1 }),
  demand: Demand.cities({ minPopulation: 1_000_000, requestsPerSecond: 20_000 }),
});

const capacity = { cpu: 64, memoryGiB: 256 };
GeoRegion.of(stack, 'aws:eu-west-2', { gateway: '192.0.2.10', capacity });
GeoRegion.of(stack, 'aws:ap-northeast-1', { gateway: '192.0.2.20', capacity });
GeoRegion.of(stack, 'aws:af-south-1', { gateway: '192.0.2.30', capacity });
GeoRegion.of(stack, 'gcp:southamerica-east1', { gateway: '192.0.2.40', capacity });
new GeoRegion(stack, 'lagos-edge', {
  lat: 6.45,
  lng: 3.39,
  country: 'NG',
  gateway: '203.0.113.7',
  capacity: { cpu: 16, memoryGiB: 64 },
});

const engine = new Service(stack, 'engine', { language: 'rust', type: 'compute', meshTopology: 'distributed' });
const api = new Service(stack, 'api', {
  language: 'python',
  framework: 'fastapi',
  geoEnabled: true,
  geo: { maxLatencyMs: 120, coverage: 0.95, regions: { min: 2, max: 3 } },
  tier: 'business',
});
const frontend = new Service(stack, 'frontend', {
  language: 'typescript',
  framework: 'react',
  geoEnabled: true,
  public: true,
  geoServices: ['api', 'nearby_devices'],
});
frontend.calls(api, { perRequest: 2 });
api.calls(engine);

app.synth();
