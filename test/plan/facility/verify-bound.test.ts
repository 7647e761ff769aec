import fc from 'fast-check';
import type { FacilityLocationProblem } from '../../../lib/plan/facility/facility-problem';
import { boundOfState, siteClosed, siteOpen, siteUndecided } from '../../../lib/plan/facility/verify/bound-of-state';
import { relaxedProblem } from '../../../lib/plan/facility/verify/relaxed-problem';
import { bestChoice, type Undecided } from '../../../lib/plan/facility/verify/site-choice';
import { facilityProblems, type Kind, kinds } from './support/problems';

const check = { seed: 2_718_281, numRuns: 120 };

/** A problem with decisions about its sites and multipliers. */
interface DrawnState {
  readonly problem: FacilityLocationProblem;
  readonly status: Int8Array;
  readonly multipliers: readonly number[];
}

function drawnStates(kind: Kind): fc.Arbitrary<DrawnState> {
  return facilityProblems(kind).chain((problem) => {
    const sites = problem.fixedCosts.length;
    const rows = problem.costs.length / sites;
    const decisions = fc.constantFrom(siteUndecided, siteUndecided, siteUndecided, siteOpen, siteClosed);
    return fc.record({
      problem: fc.constant(problem),
      status: fc.array(decisions, { minLength: sites, maxLength: sites }).map((list) => Int8Array.from(list)),
      multipliers: fc.array(fc.integer({ min: -5, max: 80 }), { minLength: rows, maxLength: rows }),
    });
  });
}

function subsets(sites: readonly number[]): number[][] {
  return [...Array(2 ** sites.length).keys()].map((mask) => sites.filter((_, at) => (mask >> at) & 1));
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
const keysOf = (length: number): number[] => [...Array(length).keys()];

/** What the definitions in words make of a state, on plain lists. */
class NaiveState {
  readonly kind: Kind;
  readonly rows: readonly number[];
  readonly sites: readonly number[];
  readonly alive: readonly number[];
  readonly open: readonly number[];
  readonly undecided: readonly number[];
  readonly loads: readonly number[];
  readonly needed: number;
  private readonly drawn: DrawnState;

  constructor(drawn: DrawnState) {
    const { problem, status } = drawn;
    this.drawn = drawn;
    this.sites = keysOf(problem.fixedCosts.length);
    this.rows = keysOf(problem.costs.length / this.sites.length);
    this.loads = this.rows.map((row) => problem.demands?.[row] ?? 1);
    const total = sumOf(this.loads);
    const isLimited = this.sites.some((site) => (problem.capacities?.[site] ?? Infinity) < total);
    const isFree = this.sites.every((site) => problem.fixedCosts[site] === 0);
    const unlimited = isFree ? 'pmedian' : 'ufl';
    this.kind = !isLimited ? unlimited : problem.singleSource === true ? 'sscflp' : 'cflp';
    this.alive = this.sites.filter((site) => status[site] !== siteClosed);
    this.open = this.sites.filter((site) => status[site] === siteOpen);
    this.undecided = this.sites.filter((site) => status[site] === siteUndecided);
    this.needed = isLimited ? total * (1 - 1e-9) - sumOf(this.open.map((site) => this.supply(site))) : 0;
  }

  fixed(site: number): number {
    return this.drawn.problem.fixedCosts[site] ?? NaN;
  }

  room(site: number): number {
    return this.drawn.problem.capacities?.[site] ?? Infinity;
  }

  cost(row: number, site: number): number {
    const cost = this.drawn.problem.costs[row * this.sites.length + site] ?? NaN;
    const isTooLarge = this.kind === 'sscflp' && (this.loads[row] ?? NaN) > this.room(site);
    return cost === Infinity || isTooLarge ? Infinity : cost * (this.drawn.problem.weights?.[row] ?? 1);
  }

  supply(site: number): number {
    const reachable = this.rows.filter((row) => this.cost(row, site) < Infinity).map((row) => this.loads[row] ?? NaN);
    return Math.min(this.room(site), sumOf(reachable));
  }

  /** Without capacities: a site before it, or a truly better one, does for all rows what this one does. */
  isDominated(site: number): boolean {
    if (this.kind === 'cflp' || this.kind === 'sscflp') return false;
    const figures = (each: number): number[] => [this.fixed(each), ...this.rows.map((row) => this.cost(row, each))];
    const own = figures(site);
    return this.sites.some((other) => {
      const theirs = figures(other);
      if (other === site || theirs.some((figure, at) => figure > (own[at] ?? NaN))) return false;
      return other < site || theirs.some((figure, at) => figure < (own[at] ?? NaN));
    });
  }

  /** The most that rows within the site's room may save: in parts the least of its linear dual, in whole rows by trial. */
  value(site: number, inParts: boolean): number {
    if (this.isDominated(site)) return this.fixed(site);
    const items = this.rows
      .map((row) => ({
        saving: (this.drawn.multipliers[row] ?? NaN) - this.cost(row, site),
        load: this.loads[row] ?? NaN,
      }))
      .filter(({ saving }) => saving > 0);
    const room = this.room(site);
    if (room === Infinity) return this.fixed(site) - sumOf(items.map(({ saving }) => saving));
    if (inParts) {
      const prices = [0, ...items.filter(({ load }) => load > 0).map(({ saving, load }) => saving / load)];
      const duals = prices.map(
        (price) => price * room + sumOf(items.map(({ saving, load }) => Math.max(0, saving - price * load))),
      );
      return this.fixed(site) - Math.min(...duals);
    }
    const whole = subsets(keysOf(items.length)).map((chosen) =>
      chosen.map((at) => items[at] ?? { saving: NaN, load: NaN }),
    );
    const fitting = whole.filter((chosen) => sumOf(chosen.map(({ load }) => load)) <= room + 1e-9);
    return this.fixed(site) - Math.max(...fitting.map((chosen) => sumOf(chosen.map(({ saving }) => saving))));
  }

  hasRowWithoutSite(): boolean {
    return this.rows.some((row) =>
      this.alive.every((site) => this.isDominated(site) || this.cost(row, site) === Infinity),
    );
  }

  /** Sets of undecided sites whose number may open, the least that can carry what is needed included. */
  choices(): number[][] {
    const all = subsets(this.undecided);
    const enough = all.filter((set) => this.carried(set) >= this.needed).map((set) => set.length);
    const least = Math.max((this.drawn.problem.minSites ?? 1) - this.open.length, Math.min(Infinity, ...enough));
    const most = (this.drawn.problem.maxSites ?? this.sites.length) - this.open.length;
    return all.filter((set) => set.length >= least && set.length <= most);
  }

  carried(set: readonly number[]): number {
    return sumOf(set.map((site) => this.supply(site)));
  }

  lineOf(set: readonly number[], inParts: boolean): { value: number; short: number } {
    return { value: sumOf(set.map((site) => this.value(site, inParts))), short: this.needed - this.carried(set) };
  }

  /** Multipliers and open sites: what every choice pays. */
  base(inParts: boolean): number {
    return sumOf(this.drawn.multipliers) + sumOf(this.open.map((site) => this.value(site, inParts)));
  }
}

/** The highest point of the lower envelope of lines over prices >= 0, which lies at 0 or where two lines cross. */
function highest(lines: readonly { value: number; short: number }[]): number {
  const crossings = lines.flatMap((a) =>
    lines.map((b) => (b.value - a.value) / (a.short - b.short)).filter((price) => price > 0 && price < Infinity),
  );
  return Math.max(...[0, ...crossings].map((price) => lowest(lines, price)));
}

function lowest(lines: readonly { value: number; short: number }[], price: number): number {
  return Math.min(Infinity, ...lines.map(({ value, short }) => value + (price === 0 ? 0 : price * short)));
}

function isClose(found: number, expected: number): boolean {
  return found === expected || Math.abs(found - expected) <= 1e-9 * (1 + Math.abs(expected));
}

type Verdict = 'no solution' | 'exact' | 'between' | 'wrong';

/** How the bound of a state compares with that of the formula; where whole rows must carry much, it lies between two. */
function verdictOn(drawn: DrawnState): Verdict {
  const naive = new NaiveState(drawn);
  const { bound, rounding, undecided } = boundOfState(relaxedProblem(drawn.problem), drawn.status, drawn.multipliers);
  const choices = naive.choices();
  if (choices.length === 0 || naive.hasRowWithoutSite())
    return bound === Infinity && rounding === 0 && undecided.length === 0 ? 'no solution' : 'wrong';
  if (String(undecided) !== String(naive.undecided)) return 'wrong';
  const formula = (inParts: boolean): number =>
    naive.base(inParts) + highest(choices.map((set) => naive.lineOf(set, inParts)));
  if (naive.kind !== 'sscflp' || naive.needed <= 0)
    return isClose(bound + rounding, formula(naive.kind !== 'sscflp')) ? 'exact' : 'wrong';
  return bound > formula(true) - 1e-6 && bound < formula(false) + 1e-6 ? 'between' : 'wrong';
}

describe.each(kinds)('a state of a %s problem', (kind) => {
  const seen: Record<Verdict, number> = { 'no solution': 0, exact: 0, between: 0, wrong: 0 };

  test('has the bound of the formula, but for the rounding that it states', () => {
    fc.assert(
      fc.property(drawnStates(kind), (drawn) => {
        const verdict = verdictOn(drawn);
        seen[verdict] += 1;
        expect(verdict).not.toBe('wrong');
      }),
      check,
    );
    expect(seen['no solution']).toBeGreaterThan(5);
    expect(seen.exact).toBeGreaterThan(30);
    expect(seen.between > 10).toBe(kind === 'sscflp');
  });
});

describe.each(kinds.slice(0, 3))('a state of a %s problem', (drawnKind) => {
  test('costs what the cheapest choice with, or without, an undecided site costs at the price of supply', () => {
    let count = 0;
    fc.assert(
      fc.property(drawnStates(drawnKind), (drawn) => {
        const naive = new NaiveState(drawn);
        const state = boundOfState(relaxedProblem(drawn.problem), drawn.status, drawn.multipliers);
        if (state.bound === Infinity) return;
        const choices = naive.choices();
        const sizes = choices.map((set) => set.length);
        const choice = bestChoice({
          values: Float64Array.from(naive.undecided, (site) => naive.value(site, true)),
          supply: Float64Array.from(naive.undecided, (site) => naive.supply(site)),
          needed: naive.needed,
          fewest: Math.min(...sizes),
          most: Math.max(...sizes),
        });
        const least = (site: number, isOpen: boolean): number => {
          const sets = choices.filter((set) => set.includes(site) === isOpen);
          const lines = sets.map((set) => naive.lineOf(set, true));
          return naive.base(true) + lowest(lines, choice?.price ?? NaN);
        };
        const wrong = naive.undecided.filter(
          (site, at) =>
            !isClose(state.ifOpen(at) + state.rounding, least(site, true)) ||
            !isClose(state.ifClosed(at) + state.rounding, least(site, false)),
        );
        expect(wrong).toEqual([]);
        count += naive.undecided.length;
      }),
      check,
    );
    expect(count).toBeGreaterThan(100);
  });

  test('takes off what sums of so many numbers of this size, that of the price of supply included, can lose', () => {
    fc.assert(
      fc.property(drawnStates(drawnKind), (drawn) => {
        const naive = new NaiveState(drawn);
        const { bound, rounding } = boundOfState(relaxedProblem(drawn.problem), drawn.status, drawn.multipliers);
        if (bound === Infinity) return;
        const values = naive.alive.map((site) => 3 * naive.fixed(site) - naive.value(site, true));
        const size = sumOf(drawn.multipliers.map(Math.abs)) + sumOf(values);
        const terms = naive.rows.length + naive.sites.length + 16;
        const taken = rounding / (terms * 2 ** -51);
        expect(isClose(taken, size) || (naive.kind === 'cflp' && taken > size)).toBe(true);
      }),
      check,
    );
  });
});

test('of no undecided site the other decision is not known; a state without solution has none', () => {
  const relaxed = relaxedProblem({ costs: Float64Array.of(1), fixedCosts: [1] });
  const none = boundOfState(relaxed, Int8Array.of(siteClosed), [3]);
  expect([none.bound, none.ifOpen(0), none.ifClosed(0)]).toEqual([Infinity, Infinity, Infinity]);
});

describe('the cheapest choice that supplies enough', () => {
  const undecided = fc
    .array(fc.record({ value: fc.integer({ min: -20, max: 20 }), supply: fc.integer({ min: 0, max: 12 }) }), {
      minLength: 1,
      maxLength: 6,
    })
    .chain((list) =>
      fc
        .record({
          needed: fc.integer({ min: -5, max: 40 }),
          ends: fc.tuple(fc.nat({ max: list.length }), fc.nat({ max: list.length })),
        })
        .map(({ needed, ends }): Undecided => ({
          values: Float64Array.from(list, ({ value }) => value),
          supply: Float64Array.from(list, ({ supply }) => supply),
          needed,
          fewest: Math.min(...ends),
          most: Math.max(...ends),
        })),
    );

  test('has the highest bound over all prices, and says where its choice ends', () => {
    const seen = { none: 0, free: 0, priced: 0 };
    fc.assert(
      fc.property(undecided, (given) => {
        const sets = subsets(keysOf(given.values.length)).filter(
          ({ length }) => length >= given.fewest && length <= given.most,
        );
        const lines = sets.map((set) => ({
          value: sumOf(set.map((at) => given.values[at] ?? NaN)),
          short: given.needed - sumOf(set.map((at) => given.supply[at] ?? NaN)),
        }));
        const choice = bestChoice(given);
        expect(choice === null).toBe(lines.every(({ short }) => short > 0));
        seen.none += choice === null ? 1 : 0;
        if (choice === null) return;
        const { price, bound, priced, last, next, count } = choice;
        expect(isClose(bound, highest(lines))).toBe(true);
        expect(isClose(bound, lowest(lines, price))).toBe(true);
        expect([...priced]).toEqual([...given.values].map((value, at) => value - price * (given.supply[at] ?? NaN)));
        const sorted = [...priced].toSorted((a, b) => a - b);
        const negative = sorted.filter((value) => value < 0).length;
        expect(count).toBe(Math.max(given.fewest, Math.min(given.most, negative)));
        expect([last, next]).toEqual([sorted[count - 1] ?? -Infinity, sorted[count] ?? Infinity]);
        seen[price === 0 ? 'free' : 'priced'] += 1;
      }),
      { ...check, numRuns: 400 },
    );
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(30);
  });
});
