import type { Language, Protocol } from './spec';

/** What a framework or language serves by itself, when the service does not say otherwise. */
export interface Preset {
  readonly port: number;
  readonly protocol: Protocol;
}

const http = (port: number): Preset => ({ port, protocol: 'http' });

/** Default ports of the frameworks' own documentation. */
const frameworks: ReadonlyMap<string, Preset> = new Map([
  ['actix', http(8080)],
  ['angular', http(8080)],
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
  ['grpc', { port: 50051, protocol: 'grpc' }],
  ['laravel', http(8000)],
  ['nestjs', http(3000)],
  ['nextjs', http(3000)],
  ['nuxt', http(3000)],
  ['phoenix', http(4000)],
  ['quarkus', http(8080)],
  ['rails', http(3000)],
  ['react', http(8080)],
  ['rocket', http(8000)],
  ['spring', http(8080)],
  ['svelte', http(8080)],
  ['tonic', { port: 50051, protocol: 'grpc' }],
  ['vapor', http(8080)],
  ['vue', http(8080)],
]);

export const frameworkNames: readonly string[] = [...frameworks.keys()];

/** The framework's preset; HTTP on 8080 without one, or for a framework that is not known. */
export function presetOf(framework: string | null): Preset {
  return (framework === null ? undefined : frameworks.get(framework)) ?? http(8080);
}

/** `js` and `ts` are short for the two languages. */
export function languageOf(language: Language | 'js' | 'ts'): Language {
  if (language === 'js') return 'javascript';
  return language === 'ts' ? 'typescript' : language;
}
