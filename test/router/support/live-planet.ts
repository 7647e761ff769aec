import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { envoyBackend } from '../../../lib/router/backends/envoy';
import { haproxyBackend } from '../../../lib/router/backends/haproxy';
import { serviceHost, tlsFolder } from '../../../lib/router/backends/targets';
import { gatewayPort } from '../../../lib/router/gateway-port';
import type { RoutePlan } from '../../../lib/router/route-plan';

/** One region on this machine: its router, and a server that answers with the region's name. */
interface LiveRegion {
  readonly site: string;
  readonly processes: readonly ChildProcess[];
}

export interface LivePlanet {
  /** Sends requests, a few at a time, to the source's router; each gives the answering site, or null for a failure. */
  readonly send: (count: number) => Promise<(string | null)[]>;
  /** Ends the router and the server of a region at once, by their process ids. */
  readonly lose: (site: string) => void;
  readonly dispose: () => Promise<void>;
}

export const inFlight = 8;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Addresses of the plan by what stands for them on the loopback interface. */
async function loopback(routes: RoutePlan): Promise<ReadonlyMap<string, number>> {
  const names = routes.sites.flatMap(({ id }) => [`gateway ${id}`, `server ${id}`, `admin ${id}`]);
  const egress = routes.sites.flatMap(({ id }) => routes.services.map(({ routerPort }) => `${routerPort} ${id}`));
  const ports = new Map<string, number>();
  for (const name of [...names, ...egress]) ports.set(name, await freePort());
  return ports;
}

/** The emitted text of one site with every address replaced by its loopback port; nothing else is touched. */
function onLoopback(
  text: string,
  site: string,
  service: string,
  routes: RoutePlan,
  ports: ReadonlyMap<string, number>,
  folder: string,
): string {
  const portOf = (name: string): number => ports.get(name) ?? 0;
  const listening: [string, string][] = [
    ...routes.services.map(({ routerPort }): [string, string] => [
      String(routerPort),
      String(portOf(`${routerPort} ${site}`)),
    ]),
    [String(gatewayPort), String(portOf(`gateway ${site}`))],
    ['9901', String(portOf(`admin ${site}`))],
  ];
  const host = serviceHost(service, routes);
  const flat = text
    .replaceAll(tlsFolder, join(folder, 'tls'))
    .replaceAll('"/etc/envoy', `"${join(folder, site)}`)
    .replaceAll('abns@', `abns@${folder}-${site}-`);
  const reached = routes.sites.reduce(
    (so, { id, gateway }) =>
      so
        .replaceAll(`${gateway}:${gatewayPort}`, `127.0.0.1:${portOf(`gateway ${id}`)}`)
        .replaceAll(
          new RegExp(`"address": "${gateway}",\\s*"port_value": ${gatewayPort}`, 'g'),
          `"address": "127.0.0.1", "port_value": ${portOf(`gateway ${id}`)}`,
        ),
    flat
      .replaceAll(`${host}:8080`, `127.0.0.1:${portOf(`server ${site}`)}`)
      .replaceAll(
        new RegExp(`"address": "${host}",\\s*"port_value": 8080`, 'g'),
        `"address": "127.0.0.1", "port_value": ${portOf(`server ${site}`)}`,
      ),
  );
  return listening.reduce(
    (so, [port, own]) =>
      so
        .replaceAll(`bind :${port}`, `bind 127.0.0.1:${own}`)
        .replaceAll(`"port_value": ${port}`, `"port_value": ${own}`),
    reached,
  );
}

const words = {
  envoy: (file: string) => ['-c', file, '--use-dynamic-base-id', '--concurrency', '1', '--log-level', 'error'],
  haproxy: (file: string) => ['-db', '-f', file],
} as const;

/** Starts a router per site that has one and a server per copy of the service. Certificates lie in `<folder>/tls`. */
export async function startPlanet(
  program: string,
  routes: RoutePlan,
  source: string,
  service: string,
  folder: string,
): Promise<LivePlanet> {
  const { egress } = routes.router;
  const backend = { envoy: envoyBackend, haproxy: haproxyBackend }[egress];
  const ports = await loopback(routes);
  const { artifacts } = backend.emit(routes);
  for (const { path, text } of artifacts) {
    const [, , site = '', ...rest] = path.split('/');
    const file = join(folder, site, ...rest);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, onLoopback(text, site, service, routes, ports, folder));
  }
  const copies = routes.services.find(({ id }) => id === service)?.sites ?? [];
  const regions = routes.sites.map(({ id: site }): LiveRegion => {
    const main = join(folder, site, egress === 'envoy' ? 'envoy.json' : 'haproxy.cfg');
    const has = artifacts.some(({ path }) => path.startsWith(`routes/${egress}/${site}/`));
    const router = has ? [spawn(program, words[egress](main), { stdio: 'ignore' })] : [];
    const code = `require('node:http').createServer((_, answer) => answer.end('${site}')).listen(${ports.get(`server ${site}`)}, '127.0.0.1')`;
    const server = copies.includes(site) ? [spawn(process.execPath, ['-e', code], { stdio: 'ignore' })] : [];
    return { site, processes: [...router, ...server] };
  });
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const routerPort = routes.services.find(({ id }) => id === service)?.routerPort ?? 0;
  const port = ports.get(`${routerPort} ${source}`) ?? 0;
  return {
    send: async (count) => {
      const answers: (string | null)[] = [];
      const worker = async (): Promise<void> => {
        while (answers.length + running < count) {
          running += 1;
          const answer = await ask(port, agent);
          running -= 1;
          answers.push(answer);
        }
      };
      let running = 0;
      await Promise.all(Array.from({ length: inFlight }, worker));
      return answers;
    },
    lose: (site) => {
      for (const each of regions.find((region) => region.site === site)?.processes ?? []) each.kill('SIGKILL');
    },
    dispose: async () => {
      agent.destroy();
      const running = regions
        .flatMap(({ processes }) => processes)
        .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
      for (const each of running) each.kill('SIGKILL');
      await Promise.all(running.map((each) => once(each, 'exit')));
    },
  };
}

function ask(port: number, agent: Agent): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/', agent, timeout: 3000 }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('error', () => resolve(null));
      answer.on('end', () => resolve(answer.statusCode === 200 ? text : null));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(null));
  });
}
