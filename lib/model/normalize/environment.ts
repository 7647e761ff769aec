import { sortedBy, sortedSet } from '../compare';
import type { EnvEntry } from '../model';
import { isEnvironmentName, isSubdomain } from '../names';
import type { EnvValueSpec, SecretReferenceSpec } from '../spec';
import { report, reportValue, type At, type Findings } from './findings';

/** The variables by name: values as texts, secrets as references. */
export function normalizeEnvironment(
  findings: Findings,
  service: string,
  env: Readonly<Record<string, EnvValueSpec>> = {},
): EnvEntry[] {
  const entries = Object.entries(env).map(([name, value]): EnvEntry => {
    const at = ['services', service, 'env', name];
    if (!isEnvironmentName(name)) report(findings, 'names/illegal-env', at, { service, name });
    if (typeof value === 'object') return secretEntry(findings, at, name, value);
    const text = String(value);
    if (looksSecret(name, value)) report(findings, 'config/plain-secret', at, { service, name });
    return { kind: 'value', name, value: text };
  });
  return sortedBy(entries, (entry) => entry.name);
}

function secretEntry(findings: Findings, at: At, name: string, { secret, key }: SecretReferenceSpec): EnvEntry {
  if (!isSubdomain(secret))
    reportValue(
      findings,
      [...at, 'secret'],
      `"${secret}"`,
      'the name of a Secret: lower-case letters, digits, "-", "."',
    );
  if (key.length > 253 || !/^[-._a-zA-Z0-9]+$/.test(key) || key === '.' || key === '..')
    reportValue(findings, [...at, 'key'], `"${key}"`, `a key of a Secret: letters, digits, "-", "_", "."`);
  return { kind: 'secret', name, secret, key };
}

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;
/** A reference to another variable, a path, or an address says where a secret is, not what it is. */
const namesAPlace = /^\$\(|^[/.]|^[a-z][a-z0-9+.-]*:\/\//i;
/** Passwords inside of URLs, private keys in PEM, keys of AWS and GitHub, JSON Web Tokens. */
const secretValue =
  /:\/\/[^\s/:@]+:[^\s/@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36,}|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\./;

function looksSecret(name: string, value: string | number | boolean): boolean {
  if (typeof value !== 'string' || value === '') return false;
  return secretValue.test(value) || (secretName.test(name) && !namesAPlace.test(value) && !/^\d{1,5}$/.test(value));
}

/** Absolute paths that are made writable, each a directory of its own. */
export function normalizeWritablePaths(findings: Findings, service: string, paths: readonly string[] = []): string[] {
  const at = ['services', service, 'writablePaths'];
  for (const path of paths)
    if (path.length > 255 || !/^(?:\/[A-Za-z0-9_.-]+)+$/.test(path) || /\/\.{1,2}(?:\/|$)/.test(path))
      reportValue(
        findings,
        at,
        `"${path}"`,
        `made of absolute paths of letters, digits, "/", "_", "-" and ".", without "." and "..", such as "/tmp"`,
      );
  return sortedSet(paths);
}
