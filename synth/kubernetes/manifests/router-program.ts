import type { RouterNode } from '../../../lib/model/model';

/** How a router image is started and where it looks for its files. */
export interface RouterProgram {
  readonly command: readonly string[];
  readonly configFolder: string;
  /** Keys of the TLS Secret and the names under which the program reads them. */
  readonly tlsItems: readonly { readonly key: string; readonly path: string }[];
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
        tlsItems: ['ca.crt', 'tls.crt', 'tls.key'].map((key) => ({ key, path: key })),
      };
    }
    case 'haproxy': {
      const configFolder = '/usr/local/etc/haproxy';
      return {
        command: ['haproxy', '-W', '-db', '-f', `${configFolder}/${mainFile(files, /^haproxy\.cfg$/)}`],
        configFolder,
        // HAProxy reads the key of a certificate from the file of the same name with `.key` after it.
        tlsItems: [
          { key: 'ca.crt', path: 'ca.crt' },
          { key: 'tls.crt', path: 'tls.crt' },
          { key: 'tls.key', path: 'tls.crt.key' },
        ],
      };
    }
  }
}

function mainFile(files: readonly string[], name: RegExp): string {
  const found = files.find((file) => name.test(file));
  if (found === undefined) throw new Error(`region router: no main file among ${files.join(', ')}`);
  return found;
}
