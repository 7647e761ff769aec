import { toModel } from '../constructs/to-model';
import type { Stack } from '../constructs/stack';
import { hasErrors, type Diagnostic } from '../lib/model/diagnostic';
import type { Model } from '../lib/model/model';
import { previousOf } from '../lib/plan/moves';
import { planModel } from '../lib/plan/plan-model';
import type { Plan } from '../lib/plan/plan';
import type { Emission } from '../lib/router/backend';
import { backendsFor } from '../lib/router/backends/registry';
import { compileRoutes } from '../lib/router/compile';
import type { RoutePlan } from '../lib/router/route-plan';

/** The pure stages of one stack. A stage is null when an earlier one found errors. */
export interface Compilation {
  readonly model: Model | null;
  readonly plan: Plan | null;
  readonly routes: RoutePlan | null;
  /** What each chosen back end says, in the registry's order. */
  readonly emissions: readonly Emission[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What moves are counted from, and what each costs, US dollars a month; null: what the stack says. */
export interface Previous {
  readonly plan: Pick<Plan, 'digest' | 'workloads'>;
  readonly moveUsd: number | null;
}

const compilations = new WeakMap<Stack, Compilation>();

/** Model -> Plan -> RoutePlan -> emissions, once per stack: charts, Terraform and the writer see the same answer. */
export function compileStack(stack: Stack, previous: Previous | null = null): Compilation {
  const known = compilations.get(stack);
  if (known !== undefined) return known;
  const compilation = compile(stack, previous);
  compilations.set(stack, compilation);
  return compilation;
}

function compile(stack: Stack, previous: Previous | null): Compilation {
  const { model, diagnostics: modelDiagnostics } = toModel(stack);
  const diagnostics = [...modelDiagnostics];
  const stopped = (stages: Partial<Compilation>): Compilation => ({
    model: null,
    plan: null,
    routes: null,
    emissions: [],
    ...stages,
    diagnostics,
  });
  if (model === null || hasErrors(diagnostics)) return stopped({ model });

  const planned = planModel(model, {
    previous: previous && previousOf(previous.plan, previous.moveUsd ?? model.planner.moveUsd),
  });
  diagnostics.push(...planned.diagnostics);
  if (planned.plan === null || hasErrors(diagnostics)) return stopped({ model, plan: planned.plan });

  const routed = compileRoutes(model, planned.plan);
  diagnostics.push(...routed.diagnostics);
  const { routes } = routed;
  if (routes === null || hasErrors(diagnostics)) return stopped({ model, plan: planned.plan, routes });

  const emissions = backendsFor(routes).map((backend) => backend.emit(routes));
  diagnostics.push(...emissions.flatMap((emission) => emission.losses));
  return stopped({ model, plan: planned.plan, routes, emissions });
}
