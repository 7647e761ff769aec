import type { App } from '../constructs/app';
import { withOrigins } from '../constructs/origins';
import { Stack } from '../constructs/stack';
import { toModel } from '../constructs/to-model';
import type { Artifact } from '../lib/model/artifact';
import { hasErrors, type Diagnostic, type Origin } from '../lib/model/diagnostic';
import { synthesizeApp } from '../synth/synthesize-app';
import type { CliHost } from './host';
import { lintApp } from './lint-app';
import { refusal, type Outcome, type Output, type Request, type StackOutcome } from './outcome';
import { placeTableOf } from './place-table';
import { readPrevious } from './previous';

export interface Source {
  /** Where the text of a document says what a diagnostic's path means. */
  readonly locate: (path: string) => Origin | undefined;
  /** What was found while reading it. */
  readonly diagnostics: readonly Diagnostic[];
}

export const programSource: Source = { locate: () => undefined, diagnostics: [] };

/** Which files of the output are written, and under which paths. */
export type Selection = (artifacts: readonly Artifact[]) => readonly Artifact[];

/** Does what is asked with an app, whichever spelling it came from. Writes only for `synth`, and only without errors. */
export function execute(
  app: App,
  request: Request,
  host: CliHost,
  source: Source,
  select: Selection = (artifacts) => artifacts,
): Outcome {
  const previous = readPrevious(app, request, host);
  const before = [...source.diagnostics, ...previous.diagnostics];
  if (hasErrors(before)) return refusal([...before, ...declarationFaults(app, source)]);
  if (request.command === 'geo lint') return lint(app, request, host, source);
  const synthesis = synthesizeApp(app, { strict: request.strict, previous: previous.named });
  const found = synthesis.stacks.flatMap(({ stack, synthesis: { diagnostics: own } }) =>
    withOrigins(stack, own).map((each) => located(each, source)),
  );
  const diagnostics = [...judged(source.diagnostics, request), ...found];
  const stacks = synthesis.stacks.map(({ name, synthesis: result }): StackOutcome => ({
    name,
    model: request.emit === 'model' ? result.model : null,
    plan: result.plan,
    routes: request.emit === 'routes' ? result.routes : null,
    lint: null,
  }));
  if (request.command !== 'synth' || request.emit !== null || hasErrors(diagnostics))
    return { diagnostics, stacks, output: null };

  const directory = request.outdir ?? app.outdir;
  const artifacts = select(synthesis.artifacts);
  const refused = host.writeFiles(directory, artifacts, { force: request.force });
  const output: Output = {
    directory,
    files: artifacts.map(({ path }) => path),
    bytes: artifacts.reduce((sum, { text }) => sum + text.length, 0),
  };
  return { diagnostics: [...diagnostics, ...refused], stacks, output: hasErrors(refused) ? null : output };
}

/** What is wrong with the declarations themselves: said together with what stands in the way of planning them. */
function declarationFaults(app: App, source: Source): Diagnostic[] {
  return Stack.all(app).flatMap((stack) => toModel(stack).diagnostics.map((each) => located(each, source)));
}

function lint(app: App, request: Request, host: CliHost, source: Source): Outcome {
  const stacks = lintApp(app, placeTableOf(host));
  const found = stacks.flatMap(({ diagnostics }) => diagnostics.map((each) => located(each, source)));
  return {
    diagnostics: judged([...source.diagnostics, ...found], request),
    stacks: stacks.map(({ name, lint: result }) => ({ name, model: null, plan: null, routes: null, lint: result })),
    output: null,
  };
}

function judged(diagnostics: readonly Diagnostic[], { strict }: Request): readonly Diagnostic[] {
  return strict ? diagnostics.map((each) => ({ ...each, severity: 'error' })) : diagnostics;
}

function located(each: Diagnostic, { locate }: Source): Diagnostic {
  const origin = each.origin ?? locate(declarationOf(each.path));
  return origin === undefined ? each : { ...each, origin };
}

/** A finding on an emitted object is shown at the service of the object's name. */
function declarationOf(path: string): string {
  const [, name] = /^kubernetes\/[^/]+\/[^/]+\/([^/]+)/.exec(path) ?? [];
  return name === undefined ? path : `services/${name}`;
}
