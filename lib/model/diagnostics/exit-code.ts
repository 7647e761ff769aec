/** Exit codes of a command by the area of its first error. Warnings end with 0, or with `strictExitCode` under `--strict`. */
const exitCodes: Readonly<Record<string, number>> = {
  cli: 3,
  config: 3,
  geo: 3,
  instance: 3,
  k8s: 4,
  lost: 4,
  names: 3,
  output: 8,
  plan: 6,
  program: 7,
  question: 3,
  router: 3,
  tf: 4,
  topology: 3,
  verify: 4,
};

/** Codes that do not end as their area does. */
const exceptions: Readonly<Record<string, number>> = {
  // Another run holds the output folder: worth trying again, unlike every other failure.
  'output/locked': 75,
  // Another file was meant: nothing was checked.
  'verify/not-a-plan': 3,
};

export const strictExitCode = 4;

/** Throws for an area without an exit code: a catalogue file was added and this table was forgotten. */
export function exitCodeOf(code: string): number {
  if (Object.hasOwn(exceptions, code)) return exceptions[code] ?? strictExitCode;
  const area = code.slice(0, code.indexOf('/'));
  const exitCode = Object.hasOwn(exitCodes, area) ? exitCodes[area] : undefined;
  if (exitCode === undefined) throw new Error(`exit-code: no exit code for the area "${area}"`);
  return exitCode;
}
