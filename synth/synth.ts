/**
 * What `obinexus synth` does, without a disk:
 *
 *   obinexus.yml --parse--> StackSpec --fromSpec--+
 *                                                 +--> construct tree --toModel--> Model --plan--> Plan --route--> RoutePlan
 *   TypeScript program -- new Service(...) -------+                                                                  | emit
 *                       Artifact[] <--- Kubernetes YAML, Terraform JSON, router configuration, the stages <----------+
 *
 * `compile.ts` holds the pure stages, `kubernetes/` and `terraform/` the two targets, `write/` the only disk.
 */
import type { Stack } from '../constructs/stack';
import { emitJson } from '../lib/emit/json';
import { sortArtifacts, type Artifact } from '../lib/model/artifact';
import { isFoundByLintAlone } from '../lib/geo/lint/lint-codes';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../lib/model/diagnostic';
import type { Model } from '../lib/model/model';
import { compileStack, type Compilation, type Previous } from './compile';
import { buildRegions, type RegionObject } from './kubernetes/build';
import { validateObjects } from './kubernetes/validate/validate';
import { manifestsByRegion } from './manifests-by-region';
import { terraformArtifact } from './terraform/artifacts';
import { applyWaivers } from './waivers';

export interface NamedPrevious extends Previous {
  readonly stack: string;
}

export interface SynthesisOptions {
  /** Warnings that are not waived become errors. */
  readonly strict: boolean;
  /** The plan of a stack of this name is what moves are counted from. */
  readonly previous?: NamedPrevious | null;
}

export interface Synthesis extends Pick<Compilation, 'model' | 'plan' | 'routes'> {
  /** Every Kubernetes object of every region, after the user's patches. Empty when a stage failed. */
  readonly objects: readonly RegionObject[];
  /** Sorted by path; empty when there is an error: output appears all at once or not at all. */
  readonly artifacts: readonly Artifact[];
  /** Sorted; waived warnings are not among them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Synthesizes one stack in memory. Deterministic; reads and writes nothing. */
export function synthesizeStack(stack: Stack, options: SynthesisOptions): Synthesis {
  const previous = options.previous?.stack === stack.node.id ? options.previous : null;
  const compilation = compileStack(stack, previous);
  const { model, plan, routes, emissions } = compilation;
  const diagnostics = [...compilation.diagnostics];
  if (model === null || plan === null || routes === null || hasErrors(diagnostics))
    return { model, plan, routes, objects: [], artifacts: [], diagnostics: judge(diagnostics, compilation, options) };

  const built = buildRegions(stack);
  diagnostics.push(...built.diagnostics, ...validateObjects(built.objects, model.kubernetes.versions));
  const judged = judge(diagnostics, compilation, options);
  const artifacts = hasErrors(judged)
    ? []
    : sortArtifacts([
        ...stageArtifacts({ model, plan, routes }),
        ...emissions.flatMap((emission) => emission.artifacts),
        ...built.artifacts,
        ...terraformArtifacts(model, built.objects),
      ]);
  return { model, plan, routes, objects: built.objects, artifacts, diagnostics: judged };
}

function judge(diagnostics: readonly Diagnostic[], { model }: Compilation, { strict }: SynthesisOptions): Diagnostic[] {
  const waivers = (model?.waivers ?? []).filter(({ code }) => !isFoundByLintAlone(code));
  const kept = sortDiagnostics(applyWaivers(diagnostics, waivers));
  return strict ? kept.map((each) => ({ ...each, severity: 'error' })) : kept;
}

/** The stages as files, so that a review or another tool can read what was decided. */
function stageArtifacts(stages: Readonly<Record<'model' | 'plan' | 'routes', object>>): Artifact[] {
  return Object.entries(stages).map(([name, stage]) => ({
    path: `${name}.json`,
    text: emitJson(stage, { indent: 2 }),
  }));
}

function terraformArtifacts(model: Model, objects: readonly RegionObject[]): Artifact[] {
  const byRegion = manifestsByRegion(objects);
  return model.regions.flatMap(({ id, slug }) => {
    const manifests = byRegion.get(id);
    return manifests === undefined ? [] : [terraformArtifact(slug, manifests)];
  });
}
