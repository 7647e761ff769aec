import type { App } from '../constructs/app';
import { withOrigins } from '../constructs/origins';
import { Stack } from '../constructs/stack';
import { toModel } from '../constructs/to-model';
import { checkMeasured } from '../lib/geo/check-measured';
import { lintRegions } from '../lib/geo/lint/lint-regions';
import type { PlaceTable } from '../lib/geo/lint/place-table';
import { sortDiagnostics, type Diagnostic } from '../lib/model/diagnostic';
import { demandPoints } from '../lib/plan/demand';
import { applyWaivers } from '../synth/waivers';
import type { GeoLint } from './outcome';

export interface StackLint {
  readonly name: string;
  /** Null when the stack has faults that leave no model. */
  readonly lint: GeoLint | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks where every stack of the app says that its regions are, and what it says was measured; plans nothing. */
export function lintApp(app: App, table: PlaceTable): StackLint[] {
  return Stack.all(app)
    .map((stack) => lintStack(stack, table))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function lintStack(stack: Stack, table: PlaceTable): StackLint {
  const { model, diagnostics } = toModel(stack);
  const name = stack.node.id;
  if (model === null) return { name, lint: null, diagnostics };
  const { measured } = model.planner.latency;
  const regions = lintRegions(model.regions, table);
  const found = [...regions.diagnostics, ...checkMeasured(measured, model.regions, demandPoints(model.demand))];
  const waivers = model.waivers.filter(({ code }) => code.startsWith('geo/'));
  return {
    name,
    lint: { places: table.description, farKm: table.farKm, regions: regions.verdicts, measured: measured.length },
    diagnostics: [
      ...diagnostics.filter(({ code }) => code.startsWith('geo/')),
      ...withOrigins(stack, sortDiagnostics(applyWaivers(found, waivers))),
    ],
  };
}
