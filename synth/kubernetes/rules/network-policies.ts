import { isCidr } from '../../../lib/model/address';
import { at, listAt, textAt } from '../../members';
import type { Rule } from './rule';

/** Blocks of addresses in NetworkPolicies. */
export const networkPolicies: Rule = (index, report) => {
  for (const policy of index.ofKind('NetworkPolicy'))
    for (const [direction, peers] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const)
      for (const [rule, value] of listAt(policy.manifest, 'spec', direction).entries())
        for (const [position, peer] of listAt(value, peers).entries()) {
          const block = at(peer, 'ipBlock');
          if (block === undefined) continue;
          const field = `spec/${direction}/${rule}/${peers}/${position}/ipBlock`;
          const { subject } = policy;
          const except = listAt(block, 'except').filter((each) => typeof each === 'string');
          for (const cidr of [textAt(block, 'cidr'), ...except])
            if (cidr !== undefined && !isCidr(cidr)) report(policy, field, 'k8s/illegal-cidr', { subject, cidr });
        }
};
