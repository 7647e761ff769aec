import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import type { JsonObject } from '../../../lib/model/json';
import { addResources } from '../../../synth/terraform/index';
import { terraformModule } from '../../../synth/terraform/module';
import { toResources } from '../../../synth/terraform/resource';
import { shopManifests } from '../../support/shop-manifests';

/** What cdktf itself synthesizes, without the backend block: it holds the absolute path of the working folder. */
function synthesizedByCdktf(name: string, build: (stack: TerraformStack) => void): JsonObject {
  const outdir = mkdtempSync(join(tmpdir(), 'obinexus-cdktf-'));
  try {
    const app = new App({ outdir });
    build(new TerraformStack(app, name));
    app.synth();
    const file = join(outdir, 'stacks', name, 'cdk.tf.json');
    expect(existsSync(file)).toBe(true);
    const module = JSON.parse(readFileSync(file, 'utf8')) as { terraform: JsonObject } & JsonObject;
    const { backend: _backend, ...terraform } = module.terraform;
    return { ...module, terraform };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

test('cdktf synthesizes from our constructs what our writer writes, for one object of every kind', () => {
  const resources = toResources(shopManifests);
  const theirs = synthesizedByCdktf('lagos-edge', (stack) => addResources(stack, resources));
  expect(theirs).toEqual(JSON.parse(JSON.stringify(terraformModule('lagos-edge', resources))));
});
