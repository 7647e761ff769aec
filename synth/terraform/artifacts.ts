import { emitJson } from '../../lib/emit/json';
import type { Artifact } from '../../lib/model/artifact';
import type { JsonObject } from '../../lib/model/json';
import { terraformModule } from './module';
import { toResources } from './resource';

/** `terraform/<region slug>/main.tf.json`: one root module per region. */
export function terraformArtifact(regionSlug: string, manifests: readonly JsonObject[]): Artifact {
  return {
    path: `terraform/${regionSlug}/main.tf.json`,
    text: emitJson(terraformModule(regionSlug, toResources(manifests)), { indent: 2 }),
  };
}
