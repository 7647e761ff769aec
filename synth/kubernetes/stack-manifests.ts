import { hasErrors, type Diagnostic } from '../../lib/model/diagnostic';
import type { JsonObject } from '../../lib/model/json';
import type { Model } from '../../lib/model/model';
import type { Emission } from '../../lib/router/backend';
import type { Compilation } from '../compile';
import { autoscaleFindings } from './manifests/autoscale-findings';
import { regionManifests, type RegionManifestsInput } from './manifests/region-manifests';
import { planPatches, type FittingPatch } from './patches';

/** Everything that the charts of a stack are made from. */
export interface StackManifests {
  readonly namespace: string;
  /** Of the model, in its order; empty when the stack does not compile. */
  readonly regions: readonly StackRegion[];
  /** By region id; a region where nothing runs is absent. */
  readonly manifests: ReadonlyMap<string, readonly JsonObject[]>;
  readonly patches: ReadonlyMap<string, readonly FittingPatch[]>;
  /** Of this target; the compiler's are the compilation's. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface StackRegion {
  readonly id: string;
  readonly slug: string;
  /** Of objects that users add. */
  readonly labels: Readonly<Record<string, string>>;
}

export function stackManifests(compilation: Compilation): StackManifests {
  const { model, plan, routes, emissions } = compilation;
  if (model === null || plan === null || routes === null || hasErrors(compilation.diagnostics)) return nothing;
  const regions = regionManifests({
    model,
    plan,
    routes,
    backendManifests: emissions.flatMap((emission) => emission.manifests),
    routerConfig: routerConfig(model, emissions),
  });
  const { byRegion, diagnostics } = planPatches(regions, model.patches);
  return {
    namespace: model.kubernetes.namespace,
    regions: model.regions.map(({ id, slug }) => ({ id, slug, labels: labelsOfAdditions(model, slug) })),
    manifests: new Map(regions.map(({ region, manifests }) => [region, manifests])),
    patches: byRegion,
    diagnostics: [...autoscaleFindings(model, plan), ...diagnostics],
  };
}

const nothing: StackManifests = {
  namespace: 'default',
  regions: [],
  manifests: new Map(),
  patches: new Map(),
  diagnostics: [],
};

/** What the chosen router program's back end wrote for a site, by path below `routes/<program>/<site slug>/`. */
function routerConfig(model: Model, emissions: readonly Emission[]): RegionManifestsInput['routerConfig'] {
  const artifacts = emissions.flatMap((emission) => emission.artifacts);
  const slugs = new Map(model.regions.map((region) => [region.id, region.slug]));
  return (site) => {
    const folder = `routes/${model.router.egress}/${slugs.get(site) ?? site}/`;
    const files = artifacts.filter(({ path }) => path.startsWith(folder));
    return { files: Object.fromEntries(files.map(({ path, text }) => [path.slice(folder.length), text])) };
  };
}

function labelsOfAdditions(model: Model, slug: string): Record<string, string> {
  return {
    owner: model.owner,
    'app.kubernetes.io/instance': slug,
    'app.kubernetes.io/managed-by': 'obinexus',
    'app.kubernetes.io/part-of': model.name,
  };
}
