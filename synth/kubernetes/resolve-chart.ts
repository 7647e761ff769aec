import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { emitYaml } from '../../lib/emit/yaml';
import { compareCodeUnits } from '../../lib/model/compare';
import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import type { JsonObject } from '../../lib/model/json';
import { dependencyGraph, type DependencyGraph } from './dependencies';
import { fileGroup, type FileGroup } from './file-group';
import { fileLevels } from './file-level';
import { identityOf, type ObjectIdentity } from './identity';
import { kindRank } from './kind-rank';
import type { ManifestChart } from './manifest-chart';
import { topologicalOrder } from './order';

/** An object as it is written, and where. */
export interface ResolvedObject {
  readonly manifest: JsonObject;
  readonly yaml: string;
  readonly group: FileGroup;
  readonly level: number;
}

export interface ResolvedChart {
  /** In the order in which they can be applied. */
  readonly objects: readonly ResolvedObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Resolves every object of a chart once, ours and those that users added below it. cdk8s's own synthesis is left
 * aside: it walks dependencies in exponential time and validates the whole app once per chart.
 */
export function resolveChart(region: string, chart: ManifestChart): ResolvedChart {
  const constructs = chart.node.findAll();
  const diagnostics = constructs.flatMap((construct) => (construct === chart ? [] : refusals(construct)));
  const written: Written[] = [];
  for (const construct of constructs) {
    if (!ApiObject.isApiObject(construct)) continue;
    const result = write(region, construct);
    if ('yaml' in result) written.push(result);
    else diagnostics.push(result);
  }
  written.sort(byRank);
  const graph = dependencyGraph(
    constructs,
    written.map(({ object }) => object),
  );
  const { order, cycles } = topologicalOrder(graph.count, graph.dependencies);
  diagnostics.push(...cycles.map((cycle) => cycleFinding(region, cycle, written)));
  return { objects: placed(written, order, graph), diagnostics };
}

interface Written {
  readonly object: ApiObject;
  readonly identity: ObjectIdentity;
  readonly manifest: JsonObject;
  readonly yaml: string;
}

function write(region: string, object: ApiObject): Written | Diagnostic {
  try {
    const manifest = object.toJson() as JsonObject;
    return { object, manifest, identity: identityOf(manifest), yaml: flat(emitYaml(manifest)) };
  } catch (error) {
    const { kind, name } = object;
    return diagnostic('k8s/unwritable-object', `kubernetes/${region}/${kind}/${name}`, {
      subject: `${kind} "${name}"`,
      region,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/**
 * The same text in one piece: engines keep a text that was put together as a tree of its parts until a character of it
 * is asked for, and ten thousand such trees take most of the time of a synthesis to keep alive.
 */
function flat(text: string): string {
  return text.charCodeAt(0) === 0 ? '' : text;
}

/** What a construct that the user added says against itself. */
function refusals(construct: IConstruct): Diagnostic[] {
  const { path } = construct.node;
  return construct.node
    .validate()
    .map((message) =>
      diagnostic('k8s/construct-validation', { path, origin: { construct: path } }, { construct: path, message }),
    );
}

function byRank(a: Written, b: Written): number {
  const [left, right] = [a.identity, b.identity];
  return (
    kindRank(left.kind) - kindRank(right.kind) ||
    compareCodeUnits(left.kind, right.kind) ||
    compareCodeUnits(left.namespace, right.namespace) ||
    compareCodeUnits(left.name, right.name) ||
    compareCodeUnits(a.object.node.path, b.object.node.path)
  );
}

function placed(written: readonly Written[], order: readonly number[], graph: DependencyGraph): ResolvedObject[] {
  const groups = written.map(({ object }) => fileGroup(object));
  const levels = fileLevels(order, graph.dependencies, (vertex) => groups[vertex]);
  return order.flatMap((vertex) => {
    const [object, group] = [written[vertex], groups[vertex]];
    if (object === undefined || group === undefined) return [];
    const { manifest, yaml } = object;
    return { manifest, yaml, group, level: levels[vertex] ?? group.level };
  });
}

function cycleFinding(region: string, cycle: readonly number[], written: readonly Written[]): Diagnostic {
  const names = cycle.flatMap((vertex) => {
    const identity = written[vertex]?.identity;
    return identity === undefined ? [] : [`${identity.kind} "${identity.name}"`];
  });
  return diagnostic('k8s/dependency-cycle', `kubernetes/${region}`, { region, chain: names.join(' -> ') });
}
