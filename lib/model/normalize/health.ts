import type { Health } from '../model';
import { healthOf, type Preset } from '../presets';
import type { HealthSpec, Protocol } from '../spec';
import { placeOf, report, reportValue, type At, type Findings } from './findings';

const probes = ['startup', 'readiness', 'liveness'] as const;

/** The subject of each probe: an HTTP path, or the name of a gRPC health service. */
export function normalizeHealth(
  findings: Findings,
  at: At,
  spec: HealthSpec | undefined,
  preset: Preset,
  protocol: Protocol,
): Health {
  const defaults = healthOf(preset, protocol);
  const given = probes.filter((probe) => spec?.[probe] !== undefined);
  const health = {
    startup: spec?.startup ?? defaults.startup,
    readiness: spec?.readiness ?? defaults.readiness,
    liveness: spec?.liveness ?? defaults.liveness,
  };
  switch (protocol) {
    case 'http':
      for (const probe of given) checkPath(findings, [...at, probe], health[probe]);
      if (health.readiness === health.liveness)
        report(findings, 'config/same-probe', at, { place: placeOf(at), path: health.readiness });
      break;
    case 'grpc':
      for (const probe of given)
        if (!/^[\w./-]{0,253}$/.test(health[probe]))
          reportValue(findings, [...at, probe], `"${health[probe]}"`, 'the name of a gRPC service, or empty');
      break;
    case 'tcp':
      if (given.length > 0)
        report(findings, 'config/does-not-apply', at, {
          place: placeOf(at),
          condition: 'the protocol is "tcp": its probes only open a connection',
        });
      break;
  }
  return health;
}

function checkPath(findings: Findings, at: At, path: string): void {
  if (path.length <= 1024 && /^\/[\w/.~%?=&:@!()*+,-]*$/.test(path)) return;
  reportValue(findings, at, `"${path}"`, 'an absolute path of URL characters, such as "/readyz"');
}
