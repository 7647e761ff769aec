import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import type { JsonObject } from '../../lib/model/json';

/** What cdktf itself synthesizes, without the backend block: it holds the absolute path of the working folder. */
export function synthesizedByCdktf(name: string, build: (stack: TerraformStack) => void): JsonObject {
  const outdir = mkdtempSync(join(tmpdir(), 'obinexus-cdktf-'));
  try {
    const app = new App({ outdir });
    build(new TerraformStack(app, name));
    app.synth();
    return withoutBackend(JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as Module);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

type Module = { readonly terraform: JsonObject } & JsonObject;

export function withoutBackend(module: Module): JsonObject {
  const { backend: _backend, ...terraform } = module.terraform;
  return { ...module, terraform };
}
