import { float32ToBase64 } from '../../lib/plan/base64';
import type { FacilityCertificate, FacilityResult } from '../../lib/plan/facility/facility-result';

/** A result as plain JSON: indices count from 0, multipliers are little-endian float32 in base64. */
export function solutionJson(result: FacilityResult, hasTree: boolean): Readonly<Record<string, unknown>> {
  if (!result.feasible) return { ...result, rows: [...result.rows], sites: [...result.sites] };
  return {
    ...result,
    open: [...result.open],
    certificate: certificateJson(result.certificate, hasTree),
    ...('flow' in result
      ? { flow: { row: [...result.flow.row], site: [...result.flow.site], share: [...result.flow.share] } }
      : { assignment: [...result.assignment] }),
  };
}

function certificateJson(certificate: FacilityCertificate, hasTree: boolean): Readonly<Record<string, unknown>> {
  const { kind, multipliers, rootBound, tree } = certificate;
  const root = { kind, multipliers: float32ToBase64(multipliers), rootBound };
  if (!hasTree) return root;
  const nodes = tree?.nodes.map(({ rounds, ...node }) => ({ rounds: rounds.map(float32ToBase64), ...node }));
  return { ...root, tree: tree === null ? null : { cutoff: tree.cutoff, nodes } };
}
