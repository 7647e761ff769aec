import type { Language, Protocol, ServiceType } from './spec';

/** What a framework serves by itself, when the service does not say otherwise. */
export interface Preset {
  readonly port: number;
  readonly protocol: Protocol;
  readonly type: ServiceType;
  /** HTTP paths, or gRPC health service names (empty: the whole server), of the three probes. */
  readonly health: { readonly startup: string; readonly readiness: string; readonly liveness: string };
}

const httpHealth = { startup: '/startupz', readiness: '/readyz', liveness: '/livez' } as const;
const noHealth = { startup: '', readiness: '', liveness: '' } as const;

const http = (port: number, more: Partial<Preset> = {}): Preset => ({
  port,
  protocol: 'http',
  type: 'service',
  health: httpHealth,
  ...more,
});
const grpc: Preset = { port: 50051, protocol: 'grpc', type: 'service', health: noHealth };
/** Files in the browser, served by a web server that needs no privileged port. */
const files = http(8080, { type: 'static' });

/** Default ports, and probe paths where there are any, of the frameworks' own documentation. */
const frameworks: ReadonlyMap<string, Preset> = new Map([
  ['actix', http(8080)],
  ['angular', files],
  ['aspnet', http(8080)],
  ['axum', http(3000)],
  ['django', http(8000)],
  ['echo', http(1323)],
  ['express', http(3000)],
  ['fastapi', http(8000)],
  ['fastify', http(3000)],
  ['fiber', http(3000)],
  ['flask', http(5000)],
  ['gin', http(8080)],
  ['grpc', grpc],
  ['ktor', http(8080)],
  ['laravel', http(8000)],
  ['nestjs', http(3000)],
  ['nextjs', http(3000)],
  ['nuxt', http(3000)],
  ['phoenix', http(4000)],
  [
    'quarkus',
    http(8080, { health: { startup: '/q/health/started', readiness: '/q/health/ready', liveness: '/q/health/live' } }),
  ],
  ['rails', http(3000)],
  ['react', files],
  ['rocket', http(8000)],
  [
    'spring',
    http(8080, {
      health: {
        startup: '/actuator/health',
        readiness: '/actuator/health/readiness',
        liveness: '/actuator/health/liveness',
      },
    }),
  ],
  ['svelte', files],
  ['tonic', grpc],
  ['vapor', http(8080)],
  ['vue', files],
]);

export const frameworkNames: readonly string[] = [...frameworks.keys()];

/** The framework's preset; HTTP on 8080 without one, or for a framework that is not known. */
export function presetOf(framework: string | null): Preset {
  return (framework === null ? undefined : frameworks.get(framework)) ?? http(8080);
}

/** The probes of a service that speaks another protocol than its framework do not follow the framework. */
export function healthOf(preset: Preset, protocol: Protocol): Preset['health'] {
  if (protocol === preset.protocol) return preset.health;
  return protocol === 'http' ? httpHealth : noHealth;
}

/** `js` and `ts` are short for the two languages. */
export function languageOf(language: Language | 'js' | 'ts'): Language {
  if (language === 'js') return 'javascript';
  return language === 'ts' ? 'typescript' : language;
}
