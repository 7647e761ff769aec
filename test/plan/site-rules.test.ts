import fc, { type Arbitrary } from 'fast-check';
import { toModel } from '../../constructs/to-model';
import { App } from '../../constructs/app';
import { Service } from '../../constructs/service';
import { Stack } from '../../constructs/stack';
import { canonicalJson } from '../../lib/model/canonical-json';
import type { Model } from '../../lib/model/model';
import { sha256Hex } from '../../lib/model/sha256';
import type { GeoSpec, RegionObjectSpec, SpreadOver, StackSpec } from '../../lib/model/spec';
import { applyFix } from '../../lib/plan/fixes/apply-fix';
import type { Plan } from '../../lib/plan/plan';
import { planModel } from '../../lib/plan/plan-model';
import { verifyPlan } from '../../lib/plan/verify/verify-plan';
import { cheapestWithRules } from './support/rules-oracle';
import {
  faultsOf,
  frankfurt,
  lagos,
  london,
  modelOf,
  place,
  planOf,
  stack,
  tinySpec,
  tokyo,
} from './support/tiny-specs';

const rust = { language: 'rust', requestsPerSecondPerReplica: 50 } as const;
const paris = { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 500 };

/** Countries and failure domains by position; services b and c stay apart from one before, or spread. */
function withRules(spec: StackSpec, rules: readonly GeoSpec[]): StackSpec {
  const regions = ((spec.regions ?? []) as RegionObjectSpec[]).map((region, at) =>
    Object.assign({}, region, {
      country: ['NG', 'GB', 'NG'][at % 3] as string,
      failureDomains: at < 2 ? ['north'] : [],
    }),
  );
  const services = Object.fromEntries(
    Object.entries(spec.services).map(([id, service], at) => [
      id,
      { ...service, geo: { ...service.geo, ...rules[at] } },
    ]),
  );
  return { ...spec, regions, services };
}

const rule = (id: string): Arbitrary<GeoSpec> =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom<SpreadOver>('country', 'region', 'domain'), fc.integer({ min: 1, max: 2 }))
      .map(([over, min]): GeoSpec => ({ spread: { over, min } })),
    fc.constant<GeoSpec>(id === 'a' ? {} : { apartFrom: ['a'] }),
  );

const ruledSpec = fc
  .tuple(
    tinySpec({ minRegions: 4, tier: fc.constant('open' as const) }).filter(
      ({ services }) => Object.keys(services).length > 1,
    ),
    rule('a'),
    rule('b'),
    rule('c'),
  )
  .map(([spec, ...rules]) => withRules(spec, rules));

function resealed(plan: Plan): Plan {
  const { digest: _, ...content } = { ...plan, inputDigest: sha256Hex(canonicalJson(plan.model)) };
  return { ...content, digest: sha256Hex(canonicalJson(content)) };
}

const withGeo = (plan: Plan, geo: Partial<Model['services'][number]['geo']>): Plan =>
  resealed({
    ...plan,
    model: {
      ...plan.model,
      services: plan.model.services.map((each) => (each.id === 'a' ? { ...each, geo: { ...each.geo, ...geo } } : each)),
    },
  });

const regionsOf = (plan: Plan, service: string): string[] =>
  plan.workloads.find((each) => each.service === service)?.placements.map(({ region }) => region) ?? [];

describe('a placement with spread and services that stay apart', () => {
  it('keeps every rule, costs no less than its bound and is the optimum of all choices in 9 of 10 stacks', () => {
    const found = { optimal: 0, all: 0 };
    fc.assert(
      fc.property(ruledSpec, (spec) => {
        const model = modelOf(spec);
        const best = cheapestWithRules(model);
        if (best === null) return;
        const { plan } = planModel(model);
        found.all += 1;
        if (plan === null) return;
        expect(verifyPlan(plan)).toMatchObject({ valid: true, faults: [] });
        expect(plan.objective.total).toBeGreaterThanOrEqual(plan.lowerBound - 0.01);
        expect(plan.lowerBound).toBeLessThanOrEqual(best + 0.05);
        expect(plan.objective.total).toBeGreaterThanOrEqual(best - 0.05);
        if (plan.objective.total <= best * (1 + 1e-6) + 0.05) found.optimal += 1;
      }),
      { seed: 20, numRuns: 40 },
    );
    expect(found.all).toBeGreaterThan(30);
    expect(found.optimal / found.all).toBeGreaterThan(0.9);
  });
});

describe('a rule that cannot be kept', () => {
  it('names the values that there are when a spread asks for more, and the missing country helps', () => {
    const spec = (regions: readonly RegionObjectSpec[]): StackSpec =>
      stack(regions, { a: { ...rust, geo: { spread: { over: 'country', min: 2 } } } }, [paris]);
    expect(faultsOf(spec([lagos, place('abuja', 9, 7)]))).toEqual([
      {
        code: 'plan/spread-short',
        path: 'services/a/geo/spread',
        message: expect.stringMatching(/must lie in 2 distinct values of "country", .* lie in 1: "NG"; add a region/),
      },
    ]);
    expect(regionsOf(planOf(spec([lagos, place('abuja', 9, 7), tokyo])), 'a')).toContain('tokyo');
  });

  it('is answered by a known region of another provider, with which the stack is placed', () => {
    const model = modelOf(
      stack(
        [{ code: 'aws:eu-west-2' }, { code: 'aws:eu-central-1' }],
        { a: { ...rust, public: true, geo: { spread: { over: 'provider', min: 2 } } } },
        [paris],
      ),
    );
    const { fixes } = planModel(model);
    expect(fixes.map(({ code, isFull }) => `${code} ${isFull}`)).toEqual(['plan/spread-short true']);
    const [fix] = fixes[0]?.fixes ?? [];
    if (fix?.kind !== 'add-regions') throw new Error('a region');
    expect(fix.to.map(({ provider }) => provider)).not.toContain('aws');
    expect(planModel(applyFix(model, fix)).plan?.workloads[0]?.placements).toHaveLength(2);
  });

  it('names the services that take the regions, and another region helps', () => {
    const spec = (regions: readonly RegionObjectSpec[]): StackSpec =>
      stack(
        regions,
        {
          a: { ...rust, public: true, geo: { regions: { min: 2 } } },
          b: { ...rust, public: true, geo: { apartFrom: ['a'] } },
        },
        [paris],
      );
    expect(faultsOf(spec([lagos, london])).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'plan/spread-not-found services/a/geo/apartFrom',
      'plan/spread-not-found services/b/geo/apartFrom',
    ]);
    const plan = planOf(spec([lagos, london, tokyo]));
    expect(regionsOf(plan, 'b')).toHaveLength(1);
    expect(new Set([...regionsOf(plan, 'a'), ...regionsOf(plan, 'b')]).size).toBe(3);
  });

  it('says that no region count leaves room for a spread', () => {
    const { model, diagnostics } = toModel(
      stackWith({ spread: { over: 'provider', min: 3 }, regions: { max: 2 }, apartFrom: ['nobody', 'a'] }),
    );
    expect(model).toBeNull();
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`).filter((each) => !each.includes('image'))).toEqual([
      'config/bad-value services/a/geo/apartFrom',
      'config/not-a-service services/a/geo/apartFrom',
      'config/empty-range services/a/geo/regions/max',
    ]);
  });

  function stackWith(geo: GeoSpec): Stack {
    const made = new Stack(new App(), 'tiny');
    new Service(made, 'a', { ...rust, geo });
    return made;
  }
});

describe('the model', () => {
  it('holds who stays apart in both directions, sorted, whoever says it', () => {
    const apart = (a: GeoSpec, b: GeoSpec): Model =>
      modelOf(stack([lagos, london], { a: { ...rust, geo: a }, b: { ...rust, geo: b } }));
    const model = apart({ apartFrom: ['b'] }, {});
    expect(model.services.map(({ geo }) => geo.apartFrom)).toEqual([['b'], ['a']]);
    expect(apart({}, { apartFrom: ['a', 'a'] })).toEqual(model);
  });
});

describe('the check of a plan', () => {
  const plan = planOf(
    stack(
      [lagos, london, frankfurt],
      { a: { ...rust, public: true, geo: { regions: { min: 2, max: 2 } } }, b: { ...rust, public: true } },
      [paris],
    ),
  );

  it('rejects a plan whose regions lie in too few values of a spread', () => {
    const country = (min: number): Plan => withGeo(plan, { spread: { over: 'country', min } });
    const faults = (each: Plan): readonly string[] => verifyPlan(each).faults;
    expect(faults(country(2))).toEqual([]);
    expect(faults(country(3))).toEqual(['a: lies in 2 distinct values, 3 country are asked for']);
  });

  it('rejects a plan that brings services together that stay apart', () => {
    expect(verifyPlan(withGeo(plan, { apartFrom: ['b'] })).faults).toEqual([
      'a: shares a region with b, which stays apart from it',
    ]);
  });
});
