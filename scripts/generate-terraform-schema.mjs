// Writes synth/terraform/resource-types.json: the arguments of every typed Kubernetes resource we map to, read from the installed
// @cdktf/provider-kubernetes (which is generated from the provider's own schema).
// Equal blocks are stored once. A member is [name in the construct's props, kind] with kind one of
// string, number, bool, list (of strings), map (of strings), any, block:<n> (one), blocks:<n> (a list).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const resources = {
  'v1/ConfigMap': 'config-map-v1',
  'v1/LimitRange': 'limit-range-v1',
  'v1/Namespace': 'namespace-v1',
  'v1/PersistentVolumeClaim': 'persistent-volume-claim-v1',
  'v1/ResourceQuota': 'resource-quota-v1',
  'v1/Service': 'service-v1',
  'v1/ServiceAccount': 'service-account-v1',
  'apps/v1/DaemonSet': 'daemon-set-v1',
  'apps/v1/Deployment': 'deployment-v1',
  'apps/v1/StatefulSet': 'stateful-set-v1',
  'autoscaling/v2/HorizontalPodAutoscaler': 'horizontal-pod-autoscaler-v2',
  'batch/v1/CronJob': 'cron-job-v1',
  'batch/v1/Job': 'job-v1',
  'networking.k8s.io/v1/Ingress': 'ingress-v1',
  'networking.k8s.io/v1/NetworkPolicy': 'network-policy-v1',
  'policy/v1/PodDisruptionBudget': 'pod-disruption-budget-v1',
  'rbac.authorization.k8s.io/v1/ClusterRole': 'cluster-role-v1',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'cluster-role-binding-v1',
  'rbac.authorization.k8s.io/v1/Role': 'role-v1',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'role-binding-v1',
  'scheduling.k8s.io/v1/PriorityClass': 'priority-class-v1',
};
const provider = join(root, 'node_modules/@cdktf/provider-kubernetes/lib');
const blocks = [];
const numbers = new Map();

function sources(folder) {
  return readdirSync(join(provider, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

function kindOf(expression, structs) {
  const simple = /^cdktf\.(string|number|boolean)ToTerraform$/.exec(expression);
  if (simple) return simple[1] === 'boolean' ? 'bool' : simple[1];
  if (/^cdktf\.listMapper\(cdktf\.\w+ToTerraform, false\)$/.test(expression)) return 'list';
  if (/^cdktf\.hashMapper\(cdktf\.anyToTerraform\)$/.test(expression)) return 'any';
  if (/^cdktf\.hashMapper\(cdktf\.\w+ToTerraform\)$/.test(expression)) return 'map';
  const many = /^cdktf\.listMapper\((?:\w+\.)?(\w+ToTerraform), true\)$/.exec(expression);
  if (many) return `blocks:${blockNumber(many[1], structs)}`;
  const one = /^(?:\(0, )?(?:\w+\.)?(\w+ToTerraform)\)?$/.exec(expression);
  if (one) return `block:${blockNumber(one[1], structs)}`;
  throw new Error(`cannot read ${expression}`);
}

function members(body, structs) {
  const found = {};
  for (const [, name, expression, , property] of body.matchAll(
    /^\s+(\w+): (.+?)\((struct|this)\._?(\w+)(?:\.internalValue)?\),$/gm,
  ))
    found[name] = [property, kindOf(expression, structs)];
  return found;
}

function blockNumber(functionName, structs) {
  const body = structs.get(functionName);
  if (body === undefined) throw new Error(`no ${functionName}`);
  const block = members(body, structs);
  const key = JSON.stringify(block);
  if (!numbers.has(key)) {
    numbers.set(key, blocks.length);
    blocks.push(block);
  }
  return numbers.get(key);
}

const types = {};
let version;
for (const [kind, folder] of Object.entries(resources)) {
  const text = sources(folder);
  const structs = new Map();
  for (const chunk of text.split(/^function /m)) {
    const name = /^(\w+ToTerraform)\(struct\)/.exec(chunk)?.[1];
    if (name !== undefined) structs.set(name, /^ {4}return \{\n([\s\S]*?)^ {4}\};/m.exec(chunk)?.[1] ?? '');
  }
  const attributes = /synthesizeAttributes\(\) \{\n\s+return \{\n([\s\S]*?)\n\s+\};/.exec(text)[1];
  version = /providerVersion: '([^']+)'/.exec(text)[1];
  types[kind] = {
    type: /terraformResourceType: '([^']+)'/.exec(text)?.[1] ?? /tfResourceType = "([^"]+)"/.exec(text)[1],
    module: folder,
    members: members(`${attributes}\n`, structs),
  };
}
writeFileSync(
  join(root, 'synth/terraform/resource-types.json'),
  `${JSON.stringify({ providerVersion: version, types, blocks })}\n`,
);
process.stdout.write(`${Object.keys(types).length} resource types, ${blocks.length} distinct blocks\n`);
