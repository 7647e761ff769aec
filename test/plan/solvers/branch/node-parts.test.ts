import fc from 'fast-check';
import { branchingSite } from '../../../../lib/plan/solvers/branch/branching';
import { fixSites } from '../../../../lib/plan/solvers/branch/fixing';
import { inherit, isInfeasible, newNode, refreshNode } from '../../../../lib/plan/solvers/branch/node';
import {
  evaluateNode,
  newNodeRelaxation,
  nodeErrorBound,
  type NodeRelaxation,
} from '../../../../lib/plan/solvers/branch/node-relaxation';
import { decide, decidedClosed, decidedOpen, listUndecided } from '../../../../lib/plan/solvers/branch/subproblem';
import { problemOf } from '../support/problems';
import {
  ceilings,
  costAt,
  type DrawnNode,
  drawnNodes,
  errorBound,
  leavesChoice,
  membersOf,
  nodeOf,
  relaxedValue,
  siteValues,
} from './naive-node';
import { kinds } from './support';

const check = { seed: 6_180_339, numRuns: 70 };

function evaluated({ subproblem, node }: DrawnNode): NodeRelaxation {
  const relaxation = newNodeRelaxation(subproblem);
  evaluateNode(relaxation, node.lists, node.multipliers);
  return relaxation;
}

function branchOf({ node, prepared }: DrawnNode, relaxation: NodeRelaxation): number {
  const mass = new Float64Array(prepared.sites).fill(7);
  return branchingSite(relaxation, node.lists, node.multipliers, node.ceiling, mass);
}

/** The rule in words, on plain lists: the first of the largest masses, or the first undecided site in the lists. */
function expectedBranch(drawn: DrawnNode, { choice, served }: NodeRelaxation): number {
  const { node, status } = drawn;
  const masses = membersOf(status, 0).map((site) => {
    const rows = [...node.multipliers.entries()].filter(
      ([row, price]) => (served[row] ?? 0) > 1 || (served[row] === 0 && price < (node.ceiling[row] ?? NaN)),
    );
    const mass = rows.reduce((sum, [row, price]) => sum + Math.max(0, price - costAt(drawn, row, site)), 0);
    return { site, mass: mass * (choice.chosen[site] === 1 ? 1 : 0.4) };
  });
  const most = Math.max(0, ...masses.map(({ mass }) => mass));
  if (most > 0) return masses.find(({ mass }) => mass === most)?.site ?? NaN;
  const listed = [...node.lists.site.subarray(0, node.lists.start.at(-1))];
  return listed.find((site) => status[site] === 0) ?? -1;
}

describe.each(kinds)('a node of a %s problem', (kind) => {
  it('has the ceilings of its open sites, multipliers below them, and lists of what a row may still need', () => {
    fc.assert(
      fc.property(drawnNodes(kind), (drawn) => {
        const { node, prepared, status } = drawn;
        expect([...node.ceiling]).toEqual(ceilings(drawn));
        expect([...node.multipliers].every((price, row) => price <= (node.ceiling[row] ?? NaN))).toBe(true);
        const left = status.filter((one) => one !== decidedClosed).length;
        expect(node.level).toBe(left <= 0.8 * prepared.sites ? 1 : 0);
        expect(node.lists.sites).toBe(node.level === 1 ? left : prepared.sites);
        for (let row = 0; row < prepared.rows; row += 1) {
          const all = [...status.keys()].filter((site) => costAt(drawn, row, site) < Infinity);
          const needed = all.filter(
            (site) => status[site] !== decidedClosed && costAt(drawn, row, site) < (node.ceiling[row] ?? NaN),
          );
          const sorted = (node.level === 1 ? needed : all).toSorted(
            (a, b) => costAt(drawn, row, a) - costAt(drawn, row, b) || a - b,
          );
          const [from, to] = [node.lists.start[row] ?? NaN, node.lists.start[row + 1] ?? NaN];
          expect([...node.lists.site.subarray(from, to)]).toEqual(sorted);
          expect([...node.lists.cost.subarray(from, to)]).toEqual(sorted.map((site) => costAt(drawn, row, site)));
        }
      }),
      check,
    );
  });

  it('is infeasible where the numbers of sites or a row without any site rule out every plan', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(drawnNodes(kind), (drawn) => {
        const isStranded = [...Array(drawn.prepared.rows).keys()].some((row) =>
          drawn.status.every((one, site) => one === decidedClosed || costAt(drawn, row, site) === Infinity),
        );
        const expected = isStranded || !leavesChoice(drawn);
        expect(isInfeasible(drawn.node, drawn.subproblem)).toBe(expected);
        seen.add(expected);
      }),
      check,
    );
    expect(seen.size).toBe(2);
  });

  it('has the relaxed value, the shares and the error bound of the formula', () => {
    fc.assert(
      fc.property(drawnNodes(kind).filter(leavesChoice), (drawn) => {
        const relaxation = evaluated(drawn);
        const { choice, served, nearerEnd, siteValue, value } = relaxation;
        const { node, status } = drawn;
        expect(value).toBe(relaxedValue(drawn, status));
        expect([...siteValue]).toEqual(siteValues(drawn));
        const chosen = membersOf([...choice.chosen], 1);
        expect(chosen.every((site) => status[site] === 0)).toBe(true);
        node.multipliers.forEach((price, row) => {
          expect(served[row]).toBe(chosen.filter((site) => costAt(drawn, row, site) < price).length);
          const list = node.lists.cost.subarray(node.lists.start[row], node.lists.start[row + 1]);
          expect(nearerEnd[row]).toBe((node.lists.start[row] ?? NaN) + list.filter((cost) => cost < price).length);
        });
        expect(nodeErrorBound(relaxation, node.multipliers)).toBe(errorBound(drawn, choice.chosen));
      }),
      check,
    );
  });

  it('branches on the first of the largest violated masses, else on the first site that may serve somebody', () => {
    let fallbacks = 0;
    fc.assert(
      fc.property(drawnNodes(kind).filter(leavesChoice), fc.boolean(), (drawn, isFlat) => {
        if (isFlat) drawn.node.multipliers.fill(0);
        const relaxation = evaluated(drawn);
        const expected = expectedBranch(drawn, relaxation);
        expect(branchOf(drawn, relaxation)).toBe(expected);
        if (isFlat && expected >= 0) fallbacks += 1;
      }),
      check,
    );
    expect(fallbacks).toBeGreaterThan(10);
  });

  it('fixes exactly the sites whose other decision reaches the cutoff less the error', () => {
    let fixed = 0;
    fc.assert(
      fc.property(
        drawnNodes(kind).filter(leavesChoice),
        fc.nat(),
        fc.constantFrom(0, 1, -0.125),
        (drawn, at, slack) => {
          const { status, subproblem, node } = drawn;
          const relaxation = evaluated(drawn);
          const { chosen } = relaxation.choice;
          const free = membersOf(status, 0);
          fc.pre(free.length > 0);
          const other = (site: number): number =>
            relaxedValue(drawn, status.with(site, chosen[site] === 1 ? decidedClosed : decidedOpen)) - relaxation.value;
          const change = other(free[at % free.length] ?? NaN);
          fc.pre(change < Infinity);
          const bound = relaxation.value - errorBound(drawn, chosen);
          const cutoff = slack === 0 ? bound + change : relaxation.value + change + Math.min(slack, 0);
          const expected = status.map((one, site) => {
            if (one !== 0 || bound + other(site) < cutoff) return one;
            return chosen[site] === 1 ? decidedOpen : decidedClosed;
          });
          const more = membersOf(status, 0).length - membersOf(expected, 0).length;
          expect(fixSites(relaxation, node.multipliers, cutoff)).toBe(more);
          expect([...subproblem.status]).toEqual(expected);
          expect([...subproblem.undecidedSites.subarray(0, subproblem.undecidedCount)]).toEqual(membersOf(expected, 0));
          expect(more > 0 || slack !== 0).toBe(true);
          fixed += more;
        },
      ),
      check,
    );
    expect(fixed).toBeGreaterThan(60);
  });
});

describe('a node', () => {
  const costs = [
    [1, 5, 9, 7, 8],
    [9, 2, 6, 4, 8],
    [3, 8, 1.1, 6, 7],
  ];

  it('takes over what its parent knows, and knows of every later decision once', () => {
    const parent = nodeOf(problemOf(costs), [0, decidedOpen, 0, 0, decidedClosed], [4, 1, 3]);
    const { subproblem, node } = parent;
    Object.assign(node, { bound: 6.5, branch: 3, children: 1 });
    expect(node).toMatchObject({ seen: 2, level: 1 });
    const child = newNode(subproblem);
    Object.assign(child, { branch: 2, children: 2 });
    inherit(child, node);
    expect(child).toMatchObject({ bound: 6.5, branch: -1, children: 0, level: 1, seen: 2 });
    expect(child.lists).toBe(node.lists);
    expect([...child.multipliers]).toEqual([4, 1, 3]);
    expect([...child.ceiling]).toEqual([5, 2, 8]);
    decide(subproblem, 2, decidedOpen);
    listUndecided(subproblem);
    refreshNode(child, subproblem, []);
    expect(child).toMatchObject({ seen: 3, level: 1 });
    expect([...child.ceiling]).toEqual([5, 2, 1.099_999_904_632_568_4]);
    expect([...child.multipliers]).toEqual([4, 1, 1.099_999_904_632_568_4]);
    expect([...node.ceiling]).toEqual([5, 2, 8]);
  });

  it('starts without decisions, bounds and prices', () => {
    const { subproblem } = nodeOf(problemOf(costs), [0, 0, 0, 0, 0], [0, 0, 0]);
    expect(newNode(subproblem)).toMatchObject({
      level: 0,
      decided: 0,
      seen: 0,
      bound: -Infinity,
      branch: -1,
      children: 0,
      ceiling: Float32Array.of(Infinity, Infinity, Infinity),
      multipliers: Float32Array.of(0, 0, 0),
    });
  });

  it('has no branching site where every site is decided', () => {
    const drawn = nodeOf(problemOf(costs), [1, 2, 2, 2, 2], [1, 1, 1]);
    expect(branchOf(drawn, evaluated(drawn))).toBe(-1);
  });
});
