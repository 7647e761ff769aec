import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Engine = 'haproxy' | 'envoy' | 'cdktf' | 'chromium';

const cache = process.env['OBINEXUS_ENGINES'] ?? join(homedir(), '.cache', 'obinexus-engines');
const ownPlaces: Readonly<Record<Engine, string>> = {
  haproxy: '/usr/sbin/haproxy',
  envoy: join(cache, 'envoy-1.40.0', 'bin', 'envoy'),
  cdktf: join(cache, 'cdktf-cli-0.21.0', 'node_modules', '.bin', 'cdktf'),
  chromium: '/usr/bin/chromium',
};

/** Where the program is: installed by `scripts/install-engines.sh`, or anywhere in PATH. */
export function findEngine(engine: Engine): string | undefined {
  const inPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, engine));
  return [ownPlaces[engine], ...inPath].find((path) => existsSync(path));
}

/** `describe` with the program's path; where it is missing, a skip that nobody can overlook. */
export function describeWithEngine(engine: Engine, name: string, tests: (program: string) => void): void {
  const program = findEngine(engine);
  if (program !== undefined) {
    describe(name, () => tests(program));
    return;
  }
  console.warn(`SKIPPED: "${name}" needs the program "${engine}". Install it with: sh scripts/install-engines.sh`);
  describe.skip(name, () => tests(engine));
}
