import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { byCodeUnits } from './order.mjs';

/**
 * Closed enumerations that carry no `+enum` marker, but whose values the API server checks all the same. The published
 * OpenAPI documents hold no `enum` at all, so the values are read from the Go types.
 */
const unmarked = new Set([
  'ContainerRestartPolicy',
  'ContainerRestartRuleAction',
  'ContainerRestartRuleOnExitCodesOperator',
  'FSGroupPolicy',
  'HPAScalingPolicyType',
  'MetricSourceType',
  'MetricTargetType',
  'OSName',
  'ParameterNotFoundActionType',
  'PersistentVolumeClaimRetentionPolicyType',
  'PodSELinuxChangePolicy',
  'RecursiveReadOnlyMode',
  'ResourceResizeRestartPolicy',
  'ScalingPolicySelect',
  'VolumeLifecycleMode',
]);

/** `<definition>.<member>` -> allowed values, for every member of the API types whose Go type is an enumeration. */
export function readEnumerations(apiModule) {
  const sources = readdirSync(apiModule, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.name === 'types.go')
    .map((entry) => ({
      package: relative(apiModule, entry.parentPath),
      text: readFileSync(join(entry.parentPath, entry.name), 'utf8'),
    }));
  const values = new Map();
  for (const source of sources) collectValues(source, values);
  const members = new Map();
  for (const source of sources) collectMembers(source, values, members);
  return members;
}

function collectValues({ package: folder, text }, values) {
  let marked = false;
  for (const line of text.split('\n')) {
    const type = /^type (\w+) string$/.exec(line)?.[1];
    if (/^\/\/ \+enum\b/.test(line)) marked = true;
    else if (type !== undefined) {
      if (marked || unmarked.has(type)) values.set(`${folder}.${type}`, []);
      marked = false;
    } else if (!line.startsWith('//')) marked = false;
  }
  for (const [, type, value] of text.matchAll(/^(?:\t|const )\w+ +(\w+) += +"([^"]*)"/gm))
    values.get(`${folder}.${type}`)?.push(value);
}

function collectMembers({ package: folder, text }, values, members) {
  const aliases = new Map();
  for (const [, alias, path] of text.matchAll(/^\t(\w*) ?"k8s\.io\/api\/([\w/]+)"$/gm))
    aliases.set(alias === '' ? path.split('/').pop() : alias, path);
  for (const [, struct, body] of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm))
    for (const [, type, member] of body.matchAll(/^\t\w+ +(?:\[\]|\*)*([\w.]+) +`json:"([\w$]+)/gm)) {
      const [name, alias] = type.split('.').reverse();
      const found = values.get(`${alias === undefined ? folder : aliases.get(alias)}.${name}`);
      if (found !== undefined && found.length > 0)
        members.set(
          `io.k8s.api.${folder.replace('/', '.')}.${struct}.${member}`,
          [...new Set(found)].toSorted(byCodeUnits),
        );
    }
}
