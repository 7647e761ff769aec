import { diagnostic, type Diagnostic } from '../../../lib/model/diagnostic';
import { disruptionBudgets } from './disruption-budgets';
import { gateways } from './gateways';
import { identities } from './identities';
import { images } from './images';
import type { IndexedObject } from './indexed-object';
import { labels } from './labels';
import { names } from './names';
import { networkPolicies } from './network-policies';
import { podContents } from './pod-contents';
import { ports } from './ports';
import { probes } from './probes';
import { quantities } from './quantities';
import { references } from './references';
import { RegionIndex } from './region-index';
import { rollouts } from './rollouts';
import { routes } from './routes';
import type { Report, Rule } from './rule';
import { scaling } from './scaling';
import { selectors } from './selectors';
import { sizes } from './sizes';

const rules: readonly Rule[] = [
  identities,
  names,
  labels,
  sizes,
  ports,
  quantities,
  selectors,
  networkPolicies,
  probes,
  podContents,
  images,
  references,
  disruptionBudgets,
  scaling,
  rollouts,
  gateways,
  routes,
];

/** What the rules on values find among the objects of one region. */
export function ruleFindings(objects: readonly IndexedObject[]): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const report: Report = (object, field, code, parameters) => {
    findings.push(diagnostic(code, field === '' ? object.path : `${object.path}/${field}`, parameters));
  };
  const index = new RegionIndex(objects);
  for (const rule of rules) rule(index, report);
  return findings;
}
