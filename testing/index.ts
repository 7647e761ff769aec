/**
 * Assertions on a stack before anything is applied. Works with jest, vitest or any runner whose `expect.extend` takes
 * `{ pass, message }`; loads none of them.
 *
 *     import { matchers, synthesize } from '@obinexus/iaas/testing';
 *     expect.extend(matchers);
 *     expect(synthesize(stack)).toHaveResource('Deployment', { metadata: { name: 'api' } });
 */
import type { Stack } from '../constructs/stack';
import { synthesizeStack, type Synthesis } from '../synth/synth';
import { containsPartial } from './contains-partial';

export type { Synthesis } from '../synth/synth';

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Synthesizes in memory: nothing is written. */
export function synthesize(stack: Stack, options: { readonly strict?: boolean } = {}): Synthesis {
  return synthesizeStack(stack, { strict: options.strict ?? false });
}

export const matchers = {
  /** Some object of this kind holds every member of `partial`, at any depth. */
  toHaveResource(synthesis: Synthesis, kind: string, partial: unknown = {}): MatcherResult {
    const ofKind = synthesis.objects.filter(({ manifest }) => manifest['kind'] === kind);
    return result(
      ofKind.some(({ manifest }) => containsPartial(manifest, partial)),
      `a ${kind} that contains ${JSON.stringify(partial)}; ${ofKind.length} objects of that kind were synthesized`,
    );
  },

  /** The loss of a region (`lose`), or of any one region when none is named, leaves all demand served. */
  toSurvive(synthesis: Synthesis, { lose }: { readonly lose?: string } = {}): MatcherResult {
    const rows = (synthesis.plan?.failures ?? []).filter(
      ({ kind, name }) => kind === 'region' && (lose === undefined || name === lose),
    );
    const broken = rows.filter((row) => !row.feasible);
    const found =
      rows.length === 0
        ? 'no such loss is in the plan'
        : broken.map((row) => `${row.name}: ${row.shortfall ?? row.unserved.join(', ')}`).join('; ');
    return result(
      rows.length > 0 && broken.length === 0,
      `the loss of ${lose ?? 'any region'} to be survived; ${found}`,
    );
  },

  /** In the region `from`, calls to `service` go to the region `to` as long as nothing fails. */
  toRoute(
    synthesis: Synthesis,
    { from, service, to }: { readonly from: string; readonly service: string; readonly to: string },
  ): MatcherResult {
    const row = synthesis.routes?.steering.find((each) => each.source === from && each.service === service);
    const targets = row?.tiers[0]?.members.map((member) => member.site) ?? [];
    return result(
      targets.includes(to),
      `calls from ${from} to ${service} to go to ${to}; they go to ${targets.join(', ') || 'nowhere'}`,
    );
  },

  toHaveDiagnostic(synthesis: Synthesis, code: string): MatcherResult {
    const codes = synthesis.diagnostics.map((each) => each.code);
    return result(
      codes.some((each) => each === code),
      `the diagnostic ${code}; found ${codes.join(', ') || 'none'}`,
    );
  },
};

function result(pass: boolean, expectation: string): MatcherResult {
  return { pass, message: () => `expected ${pass ? 'not ' : ''}${expectation}` };
}
