import { diagnostic, type Diagnostic, type DiagnosticCode, type DiagnosticParameters } from '../diagnostic';

/** What `normalize` collects on its way: all faults at once. */
export interface Findings {
  readonly diagnostics: Diagnostic[];
  /** Paths that have a finding of their own. */
  readonly paths: Set<string>;
}

export function newFindings(): Findings {
  return { diagnostics: [], paths: new Set() };
}

/** Segments of a diagnostic's path: members, ids, indexes. */
export type At = readonly string[];

export function report<Code extends DiagnosticCode>(
  findings: Findings,
  code: Code,
  at: At,
  parameters: DiagnosticParameters<Code>,
  hint?: string,
): void {
  const path = pathOf(at);
  // What was left out because it does not fit is not also missing.
  if (code === 'config/missing' && findings.paths.has(path)) return;
  findings.paths.add(path);
  findings.diagnostics.push(diagnostic(code, { path, hint }, parameters));
}

/** Whether something at or below a path has a finding. */
export function isFaulty(findings: Findings, at: At): boolean {
  const path = pathOf(at);
  return [...findings.paths].some((each) => each === path || each.startsWith(`${path}/`));
}

export function pathOf(at: At): string {
  return at.join('/');
}

export function meant(nearest: string | undefined): string | undefined {
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

const subjects: ReadonlyMap<string, string> = new Map([
  ['services', 'service'],
  ['regions', 'region'],
  ['externalServices', 'external service'],
  ['tiers', 'tier'],
]);

/** What a path names, in words: `"geo.coverage" of service "api"`. */
export function placeOf(at: At): string {
  const [collection = '', id, ...members] = at;
  if (collection === '') return 'the stack';
  if (collection === 'demand' && id === 'points' && members[0] !== undefined)
    return memberOf(members.slice(1), `demand point "${members[0]}"`);
  if (collection === 'planner' && id === 'latency' && members[1] !== undefined)
    return memberOf(members.slice(2), `the measured latency "${members[1]}"`);
  const subject = subjects.get(collection);
  if (subject === undefined || id === undefined) return `"${at.join('.')}"`;
  const [list, target, ...rest] = members;
  return subject === 'service' && list === 'calls' && target !== undefined
    ? memberOf(rest, `the call from "${id}" to "${target}"`)
    : memberOf(members, `${subject} "${id}"`);
}

function memberOf(members: readonly string[], owner: string): string {
  return members.length === 0 ? owner : `"${members.join('.')}" of ${owner}`;
}

/** A value that is none of those that its member takes. */
export function reportValue(findings: Findings, at: At, found: string, allowed: string, hint?: string): void {
  report(findings, 'config/bad-value', at, { place: placeOf(at), found, allowed }, hint);
}

export interface Range {
  readonly min: number;
  /** @default - the largest whole number that is exact */
  readonly max?: number;
  /** @default false */
  readonly integer?: boolean;
  /** The minimum itself is too little. @default false */
  readonly above?: boolean;
}

/** The number when it is in range, else a finding and `fallback`. */
export function numberIn(
  findings: Findings,
  at: At,
  value: number | undefined,
  fallback: number,
  range: Range,
): number {
  if (value === undefined) return fallback;
  const { min, max = Number.MAX_SAFE_INTEGER, integer = false, above = false } = range;
  if (value <= max && (above ? value > min : value >= min) && (!integer || Number.isInteger(value)))
    return withoutMinusZero(value);
  const parameters = { place: placeOf(at), found: String(value), range: describeRange(range) };
  report(findings, 'config/number-out-of-range', at, parameters);
  return fallback;
}

/** -0 and 0 are one number to people and two texts to some writers. */
export function withoutMinusZero(value: number): number {
  return value === 0 ? 0 : value;
}

function describeRange({ min, max, integer, above }: Range): string {
  const kind = integer === true ? 'a whole number' : 'a number';
  const lower = above === true ? `above ${min}` : `at least ${min}`;
  if (max === undefined) return `${kind} ${lower}`;
  return `${kind} ${above === true ? `above ${min} and at most ${max}` : `from ${min} to ${max}`}`;
}
