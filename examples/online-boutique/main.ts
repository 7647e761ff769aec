import { App, Demand, ExternalService, GeoRegion, Service, Stack, Topology, type ServiceProps } from '@obinexus/iaas';

const app = new App();
const stack = new Stack(app, 'online-boutique', {
  owner: 'boutique',
  topology: Topology.hybrid({ survive: 1 }),
  demand: Demand.cities({ minPopulation: 1_000_000, requestsPerSecond: 3000 }),
  waivers: [
    {
      code: 'config/image-not-pinned',
      path: 'services',
      reason: 'the upstream release names its images by tag and publishes no digests',
    },
  ],
});

const gateways = {
  'aws:eu-west-1': '192.0.2.1',
  'aws:eu-central-1': '192.0.2.2',
  'aws:us-east-1': '192.0.2.3',
  'aws:ap-northeast-1': '192.0.2.4',
  'gcp:europe-west4': '198.51.100.1',
  'gcp:us-central1': '198.51.100.2',
  'gcp:asia-southeast1': '198.51.100.3',
  'gcp:southamerica-east1': '198.51.100.4',
  'azure:francecentral': '203.0.113.1',
  'azure:westus2': '203.0.113.2',
  'azure:southafricanorth': '203.0.113.3',
  'azure:centralindia': '203.0.113.4',
};
for (const [code, gateway] of Object.entries(gateways))
  GeoRegion.of(stack, code, { gateway, capacity: { cpu: 48, memory: '192Gi' } });

const worldwide = { regions: { min: 3, max: 6 } };
/** Services that hold personal data stay in the European Union. */
const european = { regions: { min: 2, max: 3 }, residency: ['EU'] };

function add(name: string, props: Omit<ServiceProps, 'image' | 'tier'>): Service {
  const image = `us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/${name}:v0.10.6`;
  return new Service(stack, name, { ...props, image, tier: 'business' });
}

const redisCart = new ExternalService(stack, 'redis-cart', {
  host: 'redis-cart.internal',
  port: 6379,
  protocol: 'tcp',
  cidrs: ['10.20.0.0/24'],
});
const ads = add('adservice', {
  language: 'java',
  port: 9555,
  protocol: 'grpc',
  resources: { cpu: '200m', memory: '180Mi' },
  requestsPerSecondPerReplica: 200,
  geo: worldwide,
  env: {
    PORT: '9555',
  },
});
const cart = add('cartservice', {
  language: 'csharp',
  port: 7070,
  protocol: 'grpc',
  resources: { cpu: '200m', memory: '128Mi' },
  requestsPerSecondPerReplica: 200,
  geo: european,
  env: {
    REDIS_ADDR: '$(REDIS_CART_ADDR)',
  },
});
const checkout = add('checkoutservice', {
  language: 'go',
  port: 5050,
  protocol: 'grpc',
  resources: { cpu: '100m', memory: '64Mi' },
  requestsPerSecondPerReplica: 50,
  geo: european,
  env: {
    CART_SERVICE_ADDR: '$(CARTSERVICE_ADDR)',
    CURRENCY_SERVICE_ADDR: '$(CURRENCYSERVICE_ADDR)',
    EMAIL_SERVICE_ADDR: '$(EMAILSERVICE_ADDR)',
    PAYMENT_SERVICE_ADDR: '$(PAYMENTSERVICE_ADDR)',
    PORT: '5050',
    PRODUCT_CATALOG_SERVICE_ADDR: '$(PRODUCTCATALOGSERVICE_ADDR)',
    SHIPPING_SERVICE_ADDR: '$(SHIPPINGSERVICE_ADDR)',
  },
});
const currency = add('currencyservice', {
  language: 'javascript',
  port: 7000,
  protocol: 'grpc',
  resources: { cpu: '100m', memory: '64Mi' },
  requestsPerSecondPerReplica: 400,
  geo: worldwide,
  env: {
    DISABLE_PROFILER: '1',
    PORT: '7000',
  },
});
const email = add('emailservice', {
  language: 'python',
  port: 8080,
  protocol: 'grpc',
  resources: { cpu: '100m', memory: '64Mi' },
  requestsPerSecondPerReplica: 50,
  geo: european,
  env: {
    DISABLE_PROFILER: '1',
    PORT: '8080',
  },
});
const payment = add('paymentservice', {
  language: 'javascript',
  port: 50051,
  protocol: 'grpc',
  resources: { cpu: '100m', memory: '64Mi' },
  requestsPerSecondPerReplica: 50,
  geo: european,
  env: {
    DISABLE_PROFILER: '1',
    PORT: '50051',
  },
});
const catalog = add('productcatalogservice', {
  language: 'go',
  port: 3550,
  protocol: 'grpc',
  resources: { cpu: '100m', memory: '64Mi' },
  requestsPerSecondPerReplica: 400,
  geo: worldwide,
  env: {
    DISABLE_PROFILER: '1',
    PORT: '3550',
  },
});
const recommendation = add('recommendationservice', {
  language: 'python',
  port: 8080,
  protocol: 'grpc',
  resources: { cpu: '100m', memory: '220Mi' },
  requestsPerSecondPerReplica: 100,
  geo: worldwide,
  env: {
    DISABLE_PROFILER: '1',
    PORT: '8080',
    PRODUCT_CATALOG_SERVICE_ADDR: '$(PRODUCTCATALOGSERVICE_ADDR)',
  },
});
const shipping = add('shippingservice', {
  language: 'go',
  port: 50051,
  protocol: 'grpc',
  resources: { cpu: '100m', memory: '64Mi' },
  requestsPerSecondPerReplica: 100,
  geo: european,
  env: {
    DISABLE_PROFILER: '1',
    PORT: '50051',
  },
});
const frontend = add('frontend', {
  language: 'go',
  port: 8080,
  protocol: 'http',
  public: true,
  resources: { cpu: '100m', memory: '64Mi' },
  requestsPerSecondPerReplica: 50,
  health: {
    startup: '/_healthz?probe=startup',
    readiness: '/_healthz?probe=readiness',
    liveness: '/_healthz?probe=liveness',
  },
  geo: { ...worldwide, maxLatencyMs: 150, coverage: 0.95 },
  env: {
    AD_SERVICE_ADDR: '$(ADSERVICE_ADDR)',
    CART_SERVICE_ADDR: '$(CARTSERVICE_ADDR)',
    CHECKOUT_SERVICE_ADDR: '$(CHECKOUTSERVICE_ADDR)',
    CURRENCY_SERVICE_ADDR: '$(CURRENCYSERVICE_ADDR)',
    ENABLE_PROFILER: '0',
    PORT: '8080',
    PRODUCT_CATALOG_SERVICE_ADDR: '$(PRODUCTCATALOGSERVICE_ADDR)',
    RECOMMENDATION_SERVICE_ADDR: '$(RECOMMENDATIONSERVICE_ADDR)',
    SHIPPING_SERVICE_ADDR: '$(SHIPPINGSERVICE_ADDR)',
    SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80',
  },
});
const loadGenerator = add('loadgenerator', {
  language: 'python',
  type: 'job',
  resources: { cpu: '300m', memory: '256Mi' },
  env: {
    FRONTEND_ADDR: '$(FRONTEND_ADDR)',
    RATE: '1',
    USERS: '10',
  },
});

cart.calls(redisCart);
checkout.calls(cart, { perRequest: 2 });
checkout.calls(currency, { perRequest: 2, idempotent: true });
checkout.calls(email);
checkout.calls(payment);
checkout.calls(catalog, { idempotent: true });
checkout.calls(shipping, { perRequest: 2 });
recommendation.calls(catalog, { idempotent: true });
frontend.calls(ads, { perRequest: 0.8, idempotent: true });
frontend.calls(cart, { perRequest: 0.95 });
frontend.calls(checkout, { perRequest: 0.05 });
frontend.calls(currency, { perRequest: 3.2, idempotent: true });
frontend.calls(catalog, { perRequest: 4.3, idempotent: true });
frontend.calls(recommendation, { perRequest: 0.75, idempotent: true });
frontend.calls(shipping, { perRequest: 0.15, idempotent: true });
loadGenerator.calls(frontend);

app.synth();
