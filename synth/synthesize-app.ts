import type { App } from '../constructs/app';
import { Stack } from '../constructs/stack';
import type { Artifact } from '../lib/model/artifact';
import { sortArtifacts } from '../lib/model/artifact';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../lib/model/diagnostic';
import { synthesizeStack, type Synthesis, type SynthesisOptions } from './synth';

export interface AppSynthesis {
  /** In the order of the stacks' names. */
  readonly stacks: readonly { readonly name: string; readonly stack: Stack; readonly synthesis: Synthesis }[];
  /** With more than one stack, each stack's under a folder of its name. */
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Synthesizes every stack of the app; one stack with errors leaves no output at all. */
export function synthesizeApp(app: App, options: SynthesisOptions): AppSynthesis {
  const stacks = Stack.all(app)
    .map((stack) => ({ name: stack.node.id, stack, synthesis: synthesizeStack(stack, options) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const diagnostics = sortDiagnostics(stacks.flatMap(({ synthesis }) => synthesis.diagnostics));
  const prefix = (name: string): string => (stacks.length > 1 ? `${name}/` : '');
  const artifacts = stacks.flatMap(({ name, synthesis }) =>
    synthesis.artifacts.map((artifact) => ({ path: `${prefix(name)}${artifact.path}`, text: artifact.text })),
  );
  return { stacks, artifacts: hasErrors(diagnostics) ? [] : sortArtifacts(artifacts), diagnostics };
}
