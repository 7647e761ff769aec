/** Loads a module of an optional peer; says what to install when it is absent. */
export function loadPeer(name: string): Readonly<Record<string, unknown>> {
  try {
    // oxlint-disable-next-line typescript/no-require-imports -- optional peers are loaded when they are needed, not before
    return require(name) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(`"${name}" is not installed; run: npm install cdktf@0.21.0 @cdktf/provider-kubernetes@12.1.1`, {
      cause: error,
    });
  }
}
