import fc from 'fast-check';
import { callBundles } from '../../../lib/plan/joint/call-bundles';
import { newPrices, priceSites, userPrice } from '../../../lib/plan/joint/joint-prices';
import { callsBy, hasLimitedRoom, withFine, withUnlimitedRoom } from '../../../lib/plan/joint/joint-problem';
import { jointState, type Move } from '../../../lib/plan/joint/joint-state';
import { keepsRules } from '../../../lib/plan/joint/keeps-rules';
import { multiplierLayout } from '../../../lib/plan/joint/multiplier-layout';
import { roomCut } from '../../../lib/plan/joint/room-cut';
import { undoLog } from '../../../lib/plan/joint/undo-log';
import {
  callAnswer,
  cheapestLoads,
  costOf,
  drawnChoices,
  type DrawnChoice,
  openOf,
  ownUsd,
  userAnswer,
} from './drawn-problems';

const check = { seed: 1_618_033, numRuns: 80 };
const keysOf = (length: number): number[] => [...Array(length).keys()];
const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((sum, each) => sum + each, 0);

/** Opens a closed region of a service and closes an open one, or does one of both. */
function drawnMoves({ problem: { services, regions }, sets }: DrawnChoice, numbers: readonly number[]): Move[] {
  const index = (numbers[0] ?? 0) % services.length;
  const own = keysOf(regions);
  const closed = own.filter((site) => sets[index * regions + site] === 0);
  const open = own.filter((site) => sets[index * regions + site] === 1);
  const opens = (numbers[1] ?? 0) % 3 === 0 ? -1 : (closed[(numbers[1] ?? 0) % Math.max(1, closed.length)] ?? -1);
  const isLast = open.length === 1 && opens < 0;
  const closes = isLast || (numbers[2] ?? 0) % 3 === 0 ? -1 : (open[(numbers[2] ?? 0) % open.length] ?? -1);
  return [{ service: index, opens, closes }];
}

function withMoves({ problem, sets }: DrawnChoice, moves: readonly Move[]): Uint8Array {
  const changed = Uint8Array.from(sets);
  for (const { service, opens, closes } of moves) {
    if (opens >= 0) changed[service * problem.regions + opens] = 1;
    if (closes >= 0) changed[service * problem.regions + closes] = 0;
  }
  return changed;
}

const numbers = fc.array(fc.nat({ max: 99 }), { minLength: 12, maxLength: 12 });

describe('prices of a choice of regions', () => {
  test('are those of the cheapest ways through the calls, and of equal ways the first region answers', () => {
    fc.assert(
      fc.property(drawnChoices(false), (drawn) => {
        const { problem, sets, slowUsd } = drawn;
        const prices = newPrices(problem);
        priceSites(problem, sets, slowUsd, prices);
        const regions = keysOf(problem.regions);
        expect([...prices.own]).toEqual(
          problem.services.flatMap((_, index) => regions.map((site) => ownUsd(drawn, index, site))),
        );
        const answers = problem.calls.flatMap((call) => regions.map((from) => callAnswer(drawn, call, from)));
        expect([...prices.call]).toEqual(answers.map(({ usd }) => usd));
        expect([...prices.answer]).toEqual(answers.map(({ site }) => site));
        for (const [index, { isEntry }] of problem.services.entries())
          for (const point of isEntry ? problem.userRates.keys() : []) {
            const { site, usd } = userAnswer(drawn, index, point);
            expect(userPrice(problem, prices, slowUsd, index, point, site)).toBe(usd);
          }
      }),
      check,
    );
  });
});

describe('the state of a choice', () => {
  test('without limits of room has the cost and the loads of the cheapest ways', () => {
    fc.assert(
      fc.property(drawnChoices(false), (drawn) => {
        const state = jointState(drawn.problem, drawn.sets, drawn.slowUsd);
        expect(state.cost()).toBe(costOf(drawn));
        expect([...state.loads()]).toEqual(cheapestLoads(drawn));
      }),
      check,
    );
  });

  test.each([false, true])(
    'after changes is that of the changed choice, and after undoing one as before (room limited: %p)',
    (isLimited) => {
      let changes = 0;
      fc.assert(
        fc.property(drawnChoices(isLimited), numbers, (drawn, drawnNumbers) => {
          const { problem, slowUsd } = drawn;
          const worthUsd = 1000;
          const state = jointState(problem, drawn.sets, slowUsd, worthUsd);
          let now = drawn.sets;
          for (const from of [0, 3, 6, 9]) {
            const before = state.cost();
            const moves = drawnMoves({ ...drawn, sets: now }, drawnNumbers.slice(from, from + 3));
            const changed = withMoves({ ...drawn, sets: now }, moves);
            const fresh = jointState(problem, changed, slowUsd, worthUsd).cost();
            expect(state.change(moves)).toBeCloseTo(fresh, 6);
            expect([...state.sets]).toEqual([...changed]);
            const isUndone = from % 2 === 1;
            if (isUndone) state.undo();
            else now = changed;
            expect(isUndone ? state.cost() : before).toBe(before);
            expect([...state.sets]).toEqual([...now]);
            changes += String(now) === String(drawn.sets) ? 0 : 1;
          }
          const fresh = jointState(problem, now, slowUsd, worthUsd);
          expect([...state.loads()]).toEqual([...fresh.loads()]);
        }),
        check,
      );
      expect(changes).toBeGreaterThan(50);
    },
  );

  test('serves everything once, in open regions, and costs no less for limits of room', () => {
    let dearer = 0;
    fc.assert(
      fc.property(drawnChoices(true), (drawn) => {
        const { problem, sets, slowUsd } = drawn;
        const { services, regions } = problem;
        const state = jointState(problem, sets, slowUsd, 1000);
        const loads = state.loads();
        for (const [index, { totalRate }] of services.entries()) {
          const own = [...loads.subarray(index * regions, (index + 1) * regions)];
          expect(sumOf(own)).toBeCloseTo(totalRate, 6);
          const open = openOf(drawn, index);
          expect(own.every((load, site) => load === 0 || open.includes(site))).toBe(true);
        }
        expect(state.cost()).toBeGreaterThan(costOf(drawn) - 1e-6);
        dearer += state.cost() > costOf(drawn) ? 1 : 0;
      }),
      check,
    );
    expect(dearer).toBeGreaterThan(5);
  });

  test('where the cheapest ways fit into the room in whole replicas, is as if there were no limits', () => {
    const seen = { fits: 0, not: 0 };
    fc.assert(
      fc.property(drawnChoices(true), (drawn) => {
        const { problem, sets, slowUsd } = drawn;
        const { services, regions, room } = problem;
        const loads = cheapestLoads(drawn);
        const used = (site: number, size: 'cpuMillis' | 'memoryMiB'): number =>
          sumOf(
            services.map(({ replica }, index) => {
              const load = loads[index * regions + site] ?? NaN;
              const runs = sets[index * regions + site] === 1;
              return runs ? replica[size] * Math.max(replica.reserve, Math.ceil(load / replica.requestsPerSecond)) : 0;
            }),
          );
        const over = (site: number): number =>
          Math.max(
            used(site, 'cpuMillis') - (room[site] ?? NaN),
            used(site, 'memoryMiB') - (room[regions + site] ?? NaN),
          );
        const fits = keysOf(regions).every((site) => over(site) <= 0);
        seen[fits ? 'fits' : 'not'] += 1;
        const state = jointState(problem, sets, slowUsd, 1000);
        expect(!fits || state.cost() === costOf(drawn)).toBe(true);
        expect(fits ? [...state.loads()] : loads).toEqual(loads);
        // Every service in one region each: nothing can be sent elsewhere, and what is over is paid for.
        const alone = services.every((_, index) => openOf(drawn, index).length === 1);
        const [cpu, memory] = ([0, 1] as const).map((kind) =>
          sumOf(services.map(({ use, totalRate }) => (use[kind] ?? NaN) * totalRate)),
        );
        const price = (total = 0): number => (total === 0 ? 0 : 5000 / total);
        const overload = keysOf(regions).map(
          (site) =>
            price(cpu) * Math.max(0, used(site, 'cpuMillis') - (room[site] ?? NaN)) +
            price(memory) * Math.max(0, used(site, 'memoryMiB') - (room[regions + site] ?? NaN)),
        );
        expect(alone ? state.cost() : 0).toBeCloseTo(alone ? costOf(drawn) + sumOf(overload) : 0, 6);
      }),
      check,
    );
    expect(Math.min(seen.fits, seen.not)).toBeGreaterThan(5);
  });

  test('is dearer than a limit, as far as it matters', () => {
    fc.assert(
      fc.property(drawnChoices(true), numbers, (drawn, drawnNumbers) => {
        const { problem, sets, slowUsd } = drawn;
        const moves = drawnMoves(drawn, drawnNumbers);
        const cost = jointState(problem, withMoves(drawn, moves), slowUsd, 1000).cost();
        for (const limit of [cost + 1, cost, cost - 1, 0]) {
          const found = jointState(problem, sets, slowUsd, 1000).change(moves, limit);
          expect(found === Infinity ? limit <= cost : Math.abs(found - cost) < 1e-6).toBe(true);
        }
      }),
      { ...check, numRuns: 40 },
    );
  });
});

describe('a call bundle', () => {
  test('is the most that fits with the calls that are answered in the same region, whole replicas counted', () => {
    const seen = { some: 0, none: 0 };
    fc.assert(
      fc.property(drawnChoices(true), fc.nat({ max: 40 }), fc.nat({ max: 40 }), (drawn, cpu, memory) => {
        const { problem, sets, slowUsd } = drawn;
        const { services, calls } = problem;
        const prices = newPrices(problem);
        priceSites(problem, sets, slowUsd, prices);
        const openCount = Int32Array.from(services, (_, index) => openOf(drawn, index).length);
        const bundle = callBundles(problem, callsBy(problem, 'from'), openCount, prices);
        for (const index of services.keys())
          for (const site of openOf(drawn, index)) {
            const factor: number[] = services.map((_, at) => (at === index ? 1 : 0));
            for (const { from, to, ...call } of calls)
              if (
                from >= index &&
                (openCount[to] ?? 0) > 1 &&
                callAnswer(drawn, { from, to, ...call }, site).site === site
              )
                factor[to] = (factor[to] ?? NaN) + (factor[from] ?? NaN) * call.perRequest;
            const members = [...services.entries()].filter(([at]) => (factor[at] ?? 0) > 0);
            const reserve = (size: 'cpuMillis' | 'memoryMiB'): number =>
              sumOf(members.map(([, { replica }]) => replica.reserve * replica[size]));
            const fits = (rate: number): boolean => {
              const need = (size: 'cpuMillis' | 'memoryMiB'): number =>
                sumOf(
                  members.map(([at, { replica }]) => {
                    const replicas = Math.ceil(((factor[at] ?? NaN) * rate) / replica.requestsPerSecond - 1e-9);
                    return replica[size] * Math.max(replica.reserve, replicas);
                  }),
                );
              return (
                need('cpuMillis') <= cpu + reserve('cpuMillis') && need('memoryMiB') <= memory + reserve('memoryMiB')
              );
            };
            const most = bundle(index, site, cpu, memory);
            seen[most > 0 ? 'some' : 'none'] += 1;
            expect(most >= 0 && fits(most)).toBe(true);
            // One replica more of some member is too much: nothing above fits.
            const steps = members.flatMap(([at, { replica }]) =>
              keysOf(60).map((count) => (count * replica.requestsPerSecond) / (factor[at] ?? NaN)),
            );
            expect(steps.filter((rate) => rate > most + 1e-6 && fits(rate))).toEqual([]);
          }
      }),
      check,
    );
    expect(Math.min(seen.some, seen.none)).toBeGreaterThan(5);
  });
});

describe('rules of regions', () => {
  test('are kept by moves after which no more of a spread is missing and no more regions are shared', () => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(
        drawnChoices(false),
        numbers,
        fc.array(fc.nat({ max: 3 }), { minLength: 16, maxLength: 16 }),
        (drawn, drawnNumbers, extra) => {
          const { regions, services } = drawn.problem;
          const ruled = services.map((service, index) =>
            Object.assign({}, service, {
              spreadOf: Int32Array.from(keysOf(regions), (site) => (extra[4 * index + site] ?? 0) % 2),
              minSpread: 1 + ((extra[4 * index] ?? 0) % 3),
              apart: Int32Array.from(services.keys()).filter(
                (other) => other !== index && (extra[other] ?? 0) + (extra[index] ?? 0) > 4,
              ),
            }),
          );
          const problem = { ...drawn.problem, services: ruled };
          const moves = drawnMoves(drawn, drawnNumbers);
          const [index] = moves.map(({ service }) => service);
          const broken = (sets: Uint8Array): number => {
            const rules = ruled[index ?? NaN];
            const own = openOf({ ...drawn, sets }, index ?? NaN);
            const values = new Set(own.map((site) => rules?.spreadOf[site]));
            const shared = [...(rules?.apart ?? [])].flatMap((other) =>
              openOf({ ...drawn, sets }, other).filter((site) => own.includes(site)),
            );
            return Math.max(0, (rules?.minSpread ?? NaN) - values.size) + shared.length;
          };
          const sets = Uint8Array.from(drawn.sets);
          const expected = broken(withMoves(drawn, moves)) <= broken(drawn.sets);
          expect(keepsRules(problem, sets, moves)).toBe(expected);
          expect([...sets]).toEqual([...drawn.sets]);
          seen[expected ? 'yes' : 'no'] += 1;
        },
      ),
      check,
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(5);
  });
});

describe('a cut of room', () => {
  test('is found where some services need more than all their regions hold, or one more than its largest', () => {
    const seen = { cut: 0, none: 0 };
    fc.assert(
      fc.property(drawnChoices(true), fc.integer({ min: 1, max: 3 }), (drawn, maxSites) => {
        const { regions, room } = drawn.problem;
        const services = drawn.problem.services.map((service, index) => ({
          ...service,
          candidate: drawn.sets.slice(index * regions, (index + 1) * regions),
          maxSites: Math.min(maxSites, openOf(drawn, index).length),
        }));
        const cut = roomCut({ ...drawn.problem, services });
        const sizes = ['cpuMillis', 'memoryMiB'] as const;
        const need = (index: number, size: (typeof sizes)[number]): number => {
          const { replica, totalRate } = services[index] as (typeof services)[number];
          return replica[size] * Math.max(Math.ceil(totalRate / replica.requestsPerSecond), replica.reserve);
        };
        const roomOf = (site: number, size: (typeof sizes)[number]): number =>
          Math.max(0, room[size === 'cpuMillis' ? site : regions + site] ?? NaN);
        const isTooMuch = (size: (typeof sizes)[number]): boolean =>
          keysOf(2 ** services.length).some((mask) => {
            const some = [...services.keys()].filter((index) => (mask >> index) & 1);
            const reached = new Set(some.flatMap((index) => openOf(drawn, index)));
            const needed = sumOf(some.map((index) => need(index, size)));
            return needed > sumOf([...reached].map((site) => roomOf(site, size)));
          });
        const isTooLarge = (size: (typeof sizes)[number]): boolean =>
          services.some((service, index) => {
            const rooms = openOf(drawn, index).map((site) => roomOf(site, size));
            return need(index, size) > sumOf(rooms.toSorted((a, b) => b - a).slice(0, service.maxSites));
          });
        const isCut = sizes.some((size) => isTooMuch(size) || isTooLarge(size));
        expect(cut !== null).toBe(isCut);
        seen[isCut ? 'cut' : 'none'] += 1;
        if (cut === null) return;
        const size = cut.kind === 'cpu' ? 'cpuMillis' : 'memoryMiB';
        expect(cut.needed).toBe(sumOf(cut.services.map((index) => need(index, size))));
        expect(cut.room).toBe(sumOf(cut.regions.map((site) => roomOf(site, size))));
        expect(cut.needed).toBeGreaterThan(cut.room);
      }),
      check,
    );
    expect(Math.min(seen.cut, seen.none)).toBeGreaterThan(5);
  });
});

describe('small parts', () => {
  test('multipliers stand one kind after the other: users, links, room, coverage', () => {
    fc.assert(
      fc.property(drawnChoices(false), ({ problem }) => {
        const layout = multiplierLayout({ ...problem, classes: 2 });
        const { services, regions, classOf } = problem;
        let at = 0;
        const take = (isThere: boolean, count: number): number => {
          at += isThere ? count : 0;
          return isThere ? at - count : -1;
        };
        expect(layout.users).toEqual(services.map(({ isEntry }) => take(isEntry, classOf.length)));
        expect(layout.nonNegative).toBe(at);
        expect(layout.links).toEqual(services.map(({ calledRate }) => take(calledRate > 0, 2 * regions)));
        expect([layout.room, layout.coverage, layout.size]).toEqual([
          at,
          at + 2 * regions,
          at + 2 * regions + services.length,
        ]);
      }),
      check,
    );
  });

  test('an undo log writes back all since it last forgot, the latest first, however much that is', () => {
    const writes = fc.array(fc.tuple(fc.nat({ max: 899 }), fc.integer({ min: 1, max: 600 }), fc.nat()), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(writes, writes, (kept, undone) => {
        const [floats, integers] = [new Float64Array(1500), new Int32Array(1500)];
        const log = undoLog();
        const write = ([at, length, value]: readonly [number, number, number]): void => {
          for (const into of [floats, integers]) {
            log.save(into, at, length);
            into.fill(value, at, at + length);
          }
        };
        kept.forEach(write);
        log.forget();
        const before = [[...floats], [...integers]];
        undone.forEach(write);
        log.restore();
        expect([[...floats], [...integers]]).toEqual(before);
        log.restore();
        expect([[...floats], [...integers]]).toEqual(before);
      }),
      { ...check, numRuns: 15 },
    );
  });

  test('room is limited where any region limits it, and a fine is paid wherever a service does not run', () => {
    fc.assert(
      fc.property(drawnChoices(true), (drawn) => {
        const { problem } = drawn;
        expect(hasLimitedRoom(problem)).toBe([...problem.room].some((limit) => limit !== Infinity));
        expect(hasLimitedRoom(withUnlimitedRoom(problem))).toBe(false);
        const fined = { ...drawn, problem: withFine(problem, 0, 1, 100) };
        const runs = drawn.sets[1] === 1;
        expect(costOf(fined)).toBe(costOf(drawn) + (runs ? 0 : 100));
      }),
      check,
    );
  });
});
