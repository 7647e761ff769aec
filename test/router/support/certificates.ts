import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of the system's temporary files that is gone when `dispose` was called. */
export function temporaryFolder(): { readonly path: string; readonly dispose: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'obinexus-router-'));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

/** A throw-away authority and one certificate for the names, as the mounted Secret holds them: `tls.crt`, `tls.key`, `ca.crt`. */
export function makeCertificates(folder: string, names: readonly string[]): void {
  const openssl = (...words: string[]): void => {
    execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=test authority');
  openssl('req', ...key, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=region router');
  writeFileSync(join(folder, 'extensions'), `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\n`);
  const authority = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'];
  openssl('x509', '-req', '-in', 'tls.csr', ...authority, '-out', 'tls.crt', '-days', '2', '-extfile', 'extensions');
}
