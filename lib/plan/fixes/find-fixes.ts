import type { Diagnostic, DiagnosticCode } from '../../model/diagnostic';
import type { Model } from '../../model/model';
import { demandPoints } from '../demand';
import { applyFix } from './apply-fix';
import { candidateProposals, survivalProposals } from './candidate-proposals';
import { capacityProposals } from './capacity-proposals';
import type { Fix } from './fix';
import { latencyProposals } from './latency-proposals';
import type { Search, Works } from './proposal';
import { spreadProposals } from './spread-proposals';
import { situationOf, type Attempt, type Situation } from './situation';

/** Places all services of a model once. */
export type Place = (model: Model) => Attempt;

export interface FoundFixes {
  /** Of the fault. */
  readonly code: DiagnosticCode;
  readonly path: string;
  /** Whether the service can be placed then; else another rule stands in its way. */
  readonly isFull: boolean;
  /** Each of them alone ends the fault: those that cost money first, the cheapest before the others. */
  readonly fixes: readonly Fix[];
}

/** Placements that are tried in all, for a stack of ordinary size. */
const mostAttempts = 48;
/** Rows x regions x services of a stack for which one attempt is one. */
const ordinarySize = 200_000;
const fewestAttempts = 16;

/**
 * For every service that cannot be placed, changes that let it be placed, as placing the changed model shows; where no
 * single change does, changes after which another rule stands in the way.
 */
export function findFixes(model: Model, failed: Attempt, place: Place): FoundFixes[] {
  const budget = { attempts: attemptsFor(model) };
  return failed.diagnostics
    .filter(({ code, severity }) => severity === 'error' && proposalsOf[code] !== undefined)
    .flatMap((fault): FoundFixes[] => {
      const situation = situationOf(model, serviceOf(fault), failed);
      const proposals = situation === null ? [] : (proposalsOf[fault.code]?.(situation) ?? []);
      const known = new Map<string, Attempt>();
      const tryOut = (fix: Fix): Attempt | undefined => {
        const key = `${fix.path} ${JSON.stringify(fix.to)}`;
        if (!known.has(key) && budget.attempts > 0) {
          budget.attempts -= 1;
          known.set(key, place(applyFix(model, fix)));
        }
        return known.get(key);
      };
      for (const isFull of [true, false]) {
        const works: Works = (fix) => {
          const tried = tryOut(fix);
          return tried !== undefined && passes(fault, tried, isFull);
        };
        const fixes = cheapestOfEachKind(proposals.flatMap((search) => search(works) ?? []));
        if (fixes.length > 0) return [{ code: fault.code, path: fault.path, isFull, fixes }];
      }
      return [];
    });
}

/** Those that cost money first, the cheapest before the others. */
function cheapestOfEachKind(found: readonly Fix[]): Fix[] {
  const usd = ({ usdPerMonth }: Fix): number => usdPerMonth ?? Number.MAX_VALUE;
  const sorted = found.toSorted((a, b) => usd(a) - usd(b));
  return sorted.filter((fix, at) => sorted.findIndex(({ kind }) => kind === fix.kind) === at);
}

function attemptsFor({ regions, services, demand }: Model): number {
  const size = (demandPoints(demand).length + regions.length) * regions.length * services.length;
  return Math.max(fewestAttempts, Math.min(mostAttempts, Math.floor((mostAttempts * ordinarySize) / (size + 1))));
}

function serviceOf({ path }: Diagnostic): string {
  const [area, id] = path.split('/');
  return area === 'services' && id !== undefined ? id : '';
}

/** The rules in the order in which they are met. */
const stages: readonly (readonly DiagnosticCode[])[] = [
  ['plan/no-candidate'],
  ['plan/residency-conflict', 'plan/too-few-zones', 'plan/no-room', 'plan/too-few-regions', 'plan/apart-conflict'],
  ['plan/spread-short'],
  ['plan/no-site', 'plan/capacity-short'],
  ['plan/latency-needs-regions'],
  ['plan/not-resilient'],
  ['plan/spread-not-found'],
];

/** Whether the service has no error any more, or another that is not met before the fault; later services may have others. */
function passes(fault: Diagnostic, { diagnostics }: Attempt, isFull: boolean): boolean {
  const left = diagnostics.filter((each) => each.severity === 'error' && serviceOf(each) === serviceOf(fault));
  const stage = ({ code }: Diagnostic): number => stages.findIndex((codes) => codes.includes(code));
  return (
    left.length === 0 || (!isFull && left.every((each) => each.code !== fault.code && stage(each) >= stage(fault)))
  );
}

const proposalsOf: Partial<Record<DiagnosticCode, (situation: Situation) => readonly Search[]>> = {
  'plan/no-candidate': candidateProposals,
  'plan/residency-conflict': candidateProposals,
  'plan/too-few-regions': candidateProposals,
  'plan/too-few-zones': candidateProposals,
  'plan/apart-conflict': candidateProposals,
  'plan/spread-short': spreadProposals,
  'plan/no-room': (situation) => [...capacityProposals(situation), ...candidateProposals(situation)],
  'plan/no-site': latencyProposals,
  'plan/latency-needs-regions': latencyProposals,
  'plan/capacity-short': capacityProposals,
  'plan/not-resilient': (situation) => [...capacityProposals(situation), ...survivalProposals(situation)],
};
