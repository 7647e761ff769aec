import type { App } from '../constructs/app';
import type { Artifact } from '../lib/model/artifact';
import { hasErrors } from '../lib/model/diagnostic';
import type * as cdktfApp from '../synth/terraform/cdktf-app';
import { synthResult } from './commands/synth';
import { execute, programSource } from './execute';
import { processHost } from './host';
import type { Request } from './outcome';
import { present } from './present';

const request: Request = { command: 'synth', outdir: null, emit: null, strict: false, force: false };

/**
 * What `app.synth()` does in a program that is run by itself. Under `cdk8s synth` it writes the Kubernetes YAML to
 * CDK8S_OUTDIR, under `cdktf synth` the Terraform to CDKTF_OUTDIR through cdktf, else everything to the app's own folder.
 * Errors leave the exit code of their area.
 */
export function runApp(app: App): void {
  const host = processHost();
  const charts = host.env('CDK8S_OUTDIR');
  const modules = host.env('CDKTF_OUTDIR');
  const outcome =
    charts !== undefined
      ? execute(app, { ...request, outdir: charts }, host, programSource, kubernetesFiles)
      : execute(app, modules === undefined ? request : { ...request, command: 'validate' }, host, programSource);
  if (modules !== undefined && charts === undefined && !hasErrors(outcome.diagnostics)) {
    // oxlint-disable-next-line typescript/no-require-imports -- cdktf is an optional peer
    const { synthesizeForCdktf } = require('../synth/terraform/cdktf-app') as typeof cdktfApp;
    synthesizeForCdktf(app, modules);
  }
  process.exitCode = present('synth', synthResult(outcome), false, host);
}

/** `cdk8s synth` shows every file of its folder as a manifest. */
function kubernetesFiles(artifacts: readonly Artifact[]): readonly Artifact[] {
  const folder = /(?:^|\/)kubernetes\//;
  return artifacts
    .filter(({ path }) => folder.test(path))
    .map(({ path, text }) => ({ path: path.replace(folder, '/').replace(/^\//, ''), text }));
}
