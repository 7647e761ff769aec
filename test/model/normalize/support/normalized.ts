import { findRegion, nearestRegionCode } from '../../../../lib/geo/regions';
import type { Diagnostic } from '../../../../lib/model/diagnostic';
import type { Model } from '../../../../lib/model/model';
import { normalize, type Normalized } from '../../../../lib/model/normalize/normalize';
import type { RegionObjectSpec, ServiceSpec, StackSpec } from '../../../../lib/model/spec';

export const digest = `@sha256:${'ab'.repeat(32)}`;

/** A service without any finding. */
export const pinned = (service: Partial<ServiceSpec> = {}): ServiceSpec => ({
  language: 'go',
  image: `registry.example/shop/api:1.4.2${digest}`,
  ...service,
});

export const lagos: RegionObjectSpec = { id: 'lagos', lat: 6.45, lng: 3.39, country: 'NG' };
export const dublin: RegionObjectSpec = { code: 'aws:eu-west-1' };

/** A specification without any finding: one service, one region. */
export function spec(members: Partial<StackSpec> = {}): StackSpec {
  return { name: 'shop', services: { api: pinned() }, ...members };
}

/** What a program without types could pass. */
export function normalizeAny(given: unknown): Normalized {
  return normalize(given as StackSpec, { find: findRegion, nearest: nearestRegionCode });
}

export function modelOf(given: StackSpec): Model {
  const { model, diagnostics } = normalizeAny(given);
  if (model === null) throw new Error(diagnostics.map((each) => `${each.path}: ${each.message}`).join('\n'));
  return model;
}

/** `code path` of every finding. */
export function findings(given: unknown): string[] {
  return normalizeAny(given).diagnostics.map((each) => `${each.code} ${each.path}`);
}

export function only(diagnostics: readonly Diagnostic[]): Diagnostic {
  const [first, ...rest] = diagnostics;
  if (first === undefined || rest.length > 0) throw new Error(`not one finding: ${JSON.stringify(diagnostics)}`);
  return first;
}
