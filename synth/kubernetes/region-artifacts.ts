import type { Artifact } from '../../lib/model/artifact';
import { compareCodeUnits } from '../../lib/model/compare';
import type { ResolvedObject } from './resolve-chart';

/**
 * `kubernetes/<region slug>/<level>-<group>.yaml`: `kubectl apply -f kubernetes/<region slug>` reads the files by
 * name, so that the namespace comes first and what users made to depend on others comes after them.
 */
export function regionArtifacts(slug: string, objects: readonly ResolvedObject[]): Artifact[] {
  const digits = objects.reduce((width, { level }) => Math.max(width, String(level).length), 2);
  const files = new Map<string, string[]>();
  for (const { level, group, yaml } of objects) {
    const path = `kubernetes/${slug}/${String(level).padStart(digits, '0')}-${group.name}.yaml`;
    const documents = files.get(path);
    if (documents === undefined) files.set(path, [yaml]);
    else documents.push(yaml);
  }
  return [...files]
    .map(([path, documents]) => ({ path, text: documents.join('---\n') }))
    .sort((a, b) => compareCodeUnits(a.path, b.path));
}
