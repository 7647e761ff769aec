import type { Construct } from 'constructs';
import type { Stack } from '../../constructs/stack';
import { diagnostic, type Diagnostic } from '../../lib/model/diagnostic';
import { compileStack } from '../compile';
import { ManifestChart } from './manifest-chart';
import { stackManifests, type StackManifests } from './stack-manifests';

export interface RegionChartProps {
  readonly stack: Stack;
  /** Id of a region of the stack; the chart is empty where nothing runs. */
  readonly region: string;
}

/**
 * One region of a stack as a cdk8s Chart, in any cdk8s App. What the compiler or the patches have against the stack is
 * reported by the App's own validation.
 */
export class RegionChart extends ManifestChart {
  /** Region id. */
  readonly region: string;

  constructor(scope: Construct, id: string, { stack, region }: RegionChartProps) {
    const built = manifestsOf(stack);
    super(scope, id, {
      namespace: built.namespace,
      labels: built.regions.find((each) => each.id === region)?.labels ?? {},
      manifests: built.manifests.get(region) ?? [],
      patches: built.patches.get(region) ?? [],
    });
    this.region = region;
    const findings = [...compileStack(stack).diagnostics, ...built.diagnostics, ...unknownRegion(built, region)];
    const errors = findings.filter((each) => each.severity === 'error');
    this.node.addValidation({
      validate: () => errors.map(({ code, path, message }) => `${code}: ${message} (${path})`),
    });
  }
}

const remembered = new WeakMap<Stack, StackManifests>();

/** The stack's manifests, made once. */
export function manifestsOf(stack: Stack): StackManifests {
  const known = remembered.get(stack);
  if (known !== undefined) return known;
  const built = stackManifests(compileStack(stack));
  remembered.set(stack, built);
  return built;
}

function unknownRegion({ regions }: StackManifests, region: string): Diagnostic[] {
  // A stack that does not compile has no regions here, and says so itself.
  if (regions.length === 0 || regions.some((known) => known.id === region)) return [];
  const known = regions.map(({ id }) => id).join(', ');
  return [diagnostic('k8s/unknown-region', `regions/${region}`, { region, known })];
}
