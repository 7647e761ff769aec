import type { RouterNode } from '../../../lib/model/model';

/** How a router image is started and where it looks for its files. */
export interface RouterProgram {
  readonly command: readonly string[];
  readonly configFolder: string;
}

/** `files` are the paths of the configuration, sorted. */
export function routerProgram(egress: RouterNode['egress'], files: readonly string[]): RouterProgram {
  switch (egress) {
    case 'envoy': {
      const configFolder = '/etc/envoy';
      const bootstrap = mainFile(files, /^(?:envoy|bootstrap)\.(?:json|ya?ml)$/);
      return {
        command: ['envoy', '-c', `${configFolder}/${bootstrap}`, '--disable-hot-restart', '--log-level', 'warning'],
        configFolder,
      };
    }
    case 'haproxy': {
      const configFolder = '/usr/local/etc/haproxy';
      return {
        command: ['haproxy', '-W', '-db', '-f', `${configFolder}/${mainFile(files, /^haproxy\.cfg$/)}`],
        configFolder,
      };
    }
  }
}

function mainFile(files: readonly string[], name: RegExp): string {
  const found = files.find((file) => name.test(file));
  if (found === undefined) throw new Error(`region router: no main file among ${files.join(', ')}`);
  return found;
}
