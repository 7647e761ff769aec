import type { RegionVerdict } from '../lib/geo/lint/lint-regions';
import type { Diagnostic } from '../lib/model/diagnostic';
import { catalogue } from '../lib/model/diagnostics/catalogue';
import { exitCodeOf, strictExitCode } from '../lib/model/diagnostics/exit-code';
import type { Model } from '../lib/model/model';
import type { Plan } from '../lib/plan/plan';
import type { RoutePlan } from '../lib/router/route-plan';

/** What a command is asked to do with an app; plain JSON, so that a child process can be told. */
export interface Request {
  readonly command: 'synth' | 'plan' | 'validate' | 'geo lint';
  /** Null: the app's own. */
  readonly outdir: string | null;
  readonly emit: 'model' | 'plan' | 'routes' | null;
  readonly strict: boolean;
  /** The file of a previous plan, and what a move from it costs; null: what the stack says. */
  readonly from?: { readonly file: string; readonly moveUsd: number | null } | null;
  readonly force: boolean;
}

/** What came of it; plain JSON as well. Only the command that prints it makes text of it. */
export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly stacks: readonly StackOutcome[];
  readonly output: Output | null;
}

/** A stage is null when it was not reached, or not asked for. */
export interface StackOutcome {
  readonly name: string;
  readonly model: Model | null;
  readonly plan: Plan | null;
  readonly routes: RoutePlan | null;
  readonly lint: GeoLint | null;
}

/** What `geo lint` knows of a stack's places. */
export interface GeoLint {
  /** The table of places, in words. */
  readonly places: string;
  /** Farther from all of them is a warning, kilometres. */
  readonly farKm: number;
  readonly regions: readonly RegionVerdict[];
  /** How many measured round trips were compared with light. */
  readonly measured: number;
}

export interface Output {
  readonly directory: string;
  readonly files: readonly string[];
  readonly bytes: number;
}

export function refusal(diagnostics: readonly Diagnostic[]): Outcome {
  return { diagnostics, stacks: [], output: null };
}

/** Of `plan diff` when the plans differ, as diff(1) and terraform plan do. */
export const differenceExitCode = 2;

/** By the first error; an error that the catalogue calls a warning is one because of `--strict`. */
export function exitCodeFor(diagnostics: readonly Diagnostic[]): number {
  const codes = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => (catalogue[code].severity === 'warning' ? strictExitCode : exitCodeOf(code)));
  return codes.find((code) => code !== strictExitCode) ?? codes[0] ?? 0;
}
