import { canonicalDigest } from '../../model/canonical-json';
import { diagnostic, type Diagnostic } from '../../model/diagnostic';
import type { Plan } from '../plan';
import { readPlan, type PlanReading } from '../verify/read-plan';

/**
 * A plan of a file, as it was made and with everything in it that questions look at; `file` and line are those of its start
 * where it lacks something.
 */
export function readCompletePlan(text: string, file: string): PlanReading {
  const reading = readPlan(text, file);
  if (reading.plan === null) return reading;
  const missing = [...faultsOf(reading.plan)];
  if (missing.length === 0) return unchanged(reading.plan, file);
  const diagnostics = missing.map(([member, expected]): Diagnostic =>
    diagnostic('question/incomplete-plan', { path: member, origin: { file, line: 1, col: 1 } }, { member, expected }),
  );
  return { plan: null, diagnostics };
}

function unchanged(plan: Plan, file: string): PlanReading {
  const { digest, ...content } = plan;
  const actual = canonicalDigest(content);
  if (actual === digest) return { plan, diagnostics: [] };
  const parameters = { stated: digest.slice(0, 12), actual: actual.slice(0, 12) };
  return { plan: null, diagnostics: [diagnostic('question/changed-plan', file, parameters)] };
}

type Fault = readonly [member: string, expected: string];
type Members = Readonly<Record<string, unknown>>;

const kinds = {
  text: ['a text', (value: unknown) => typeof value === 'string'],
  number: ['a number', (value: unknown) => Number.isFinite(value)],
  flag: ['true or false', (value: unknown) => typeof value === 'boolean'],
} as const;

/** The first wrong member of each list is enough. */
function* faultsOf(plan: Plan): Generator<Fault> {
  const root = plan as unknown as Members;
  yield* wrong(root, '', { name: 'text', digest: 'text' });
  yield* wrong(membersOf(root['objective']), 'objective/', {
    total: 'number',
    latency: 'number',
    compute: 'number',
    egress: 'number',
  });
  yield* listFault(root['failures'], 'failures', { kind: 'text', name: 'text', feasible: 'flag' });
  yield* listFault(root['workloads'], 'workloads', { service: 'text' });
  if (!Array.isArray(root['workloads'])) return;
  for (const [at, workload] of (root['workloads'] as readonly unknown[]).entries()) {
    const { placements, userFlows } = membersOf(workload) as { placements?: unknown; userFlows?: unknown };
    const numbers = { replicas: 'number', requestsPerSecond: 'number' } as const;
    yield* listFault(placements, `workloads/${at}/placements`, { region: 'text', ...numbers });
    const flow = { demand: 'text', region: 'text', requestsPerSecond: 'number', latencyMs: 'number' } as const;
    yield* listFault(userFlows, `workloads/${at}/userFlows`, flow);
  }
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function wrong(members: Members, prefix: string, shape: Readonly<Record<string, keyof typeof kinds>>): Fault[] {
  return Object.entries(shape).flatMap(([name, kind]): Fault[] => {
    const [expected, holds] = kinds[kind];
    return Object.hasOwn(members, name) && holds(members[name]) ? [] : [[`${prefix}${name}`, expected]];
  });
}

function listFault(value: unknown, path: string, shape: Readonly<Record<string, keyof typeof kinds>>): Fault[] {
  if (!Array.isArray(value)) return [[path, 'a list']];
  for (const [at, item] of (value as readonly unknown[]).entries()) {
    const faults = wrong(membersOf(item), `${path}/${at}/`, shape);
    if (faults.length > 0) return faults;
  }
  return [];
}
