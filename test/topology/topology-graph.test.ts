import fc from 'fast-check';
import { findSeparation } from '../../lib/topology/connectivity';
import { distinctLinks, link, type Link } from '../../lib/topology/distances';
import { topologyGraph } from '../../lib/topology/topology-graph';
import { arbitrarySites, fixed, isConnected, sitesAt, subsets, topologyOf } from './support/random-sites';

const kinds = ['star', 'bus', 'ring', 'mesh', 'hybrid'] as const;

describe.each(kinds)('a %s', (kind) => {
  test.each([0, 1, 2])('leaves every other pair connected after any %i losses, or says why it does not', (survive) => {
    fc.assert(
      fc.property(arbitrarySites(1, 9), (distances) => {
        const { wiring, diagnostics } = topologyGraph(topologyOf(kind, survive), distances);
        const holds = subsets(distances.sites, survive).every((lost) =>
          isConnected(distances.sites, wiring.links, lost),
        );
        expect(diagnostics.length === 0).toBe(holds);
        // These kinds elect and wire enough by themselves.
        expect(holds).toBe(true);
      }),
      fixed,
    );
  });

  test('has each link once, sorted, between different known sites', () => {
    fc.assert(
      fc.property(arbitrarySites(1, 9), fc.integer({ min: 0, max: 2 }), (distances, survive) => {
        const { links } = topologyGraph(topologyOf(kind, survive), distances).wiring;
        const keys = links.map(({ a, b }) => `${a} ${b}`);
        expect(keys).toEqual([...new Set(keys)].sort());
        for (const { a, b } of links)
          expect([a < b, distances.sites.includes(a), distances.sites.includes(b)]).toEqual([true, true, true]);
      }),
      fixed,
    );
  });
});

const arbitraryLinks = (sites: readonly string[]): fc.Arbitrary<Link[]> =>
  fc
    .subarray(sites.flatMap((a, index) => sites.slice(index + 1).map((b) => [a, b] as const)))
    .map((pairs) => distinctLinks(pairs.map(([a, b]) => link(a, b))));

test('a p2p topology with promised losses is refused exactly when some losses separate two others', () => {
  fc.assert(
    fc.property(
      arbitrarySites(2, 7).chain((distances) => fc.tuple(fc.constant(distances), arbitraryLinks(distances.sites))),
      fc.integer({ min: 1, max: 2 }),
      ([distances, links], survive) => {
        const topology = topologyOf('p2p', survive, { links: links.map(({ a, b }) => [a, b] as const) });
        const { wiring, diagnostics } = topologyGraph(topology, distances);
        expect(wiring.links).toEqual(links);
        const holds = subsets(distances.sites, survive).every((lost) => isConnected(distances.sites, links, lost));
        expect(diagnostics.map(({ code }) => code)).toEqual(holds ? [] : ['router/not-connected']);
      },
    ),
    fixed,
  );
});

test('a separation names losses within the promise and two living sites that they part', () => {
  fc.assert(
    fc.property(
      arbitrarySites(2, 8).chain(({ sites }) => fc.tuple(fc.constant(sites), arbitraryLinks(sites))),
      fc.integer({ min: 0, max: 2 }),
      ([sites, links], survive) => {
        const found = findSeparation(sites, links, survive);
        expect(found === null).toBe(subsets(sites, survive).every((lost) => isConnected(sites, links, lost)));
        if (found === null) return;
        const { lost, from, to } = found;
        expect(lost.length).toBeLessThanOrEqual(survive);
        expect([lost.includes(from), lost.includes(to), from === to]).toEqual([false, false, false]);
        // A link between the two would join them; without it the graph was apart, so they are in different parts.
        const parts = (extra: readonly Link[]): number =>
          sites.filter(
            (site) => !lost.includes(site) && isConnected([from, site], closure(sites, [...links, ...extra], lost), []),
          ).length;
        expect(parts([link(from, to)])).toBeGreaterThan(parts([]));
      },
    ),
    fixed,
  );
});

/** All pairs that reach each other over living sites. */
function closure(sites: readonly string[], links: readonly Link[], lost: readonly string[]): Link[] {
  const left = sites.filter((site) => !lost.includes(site));
  const reach = new Set(links.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  for (const through of left)
    for (const a of left)
      for (const b of left) if (reach.has(`${a} ${through}`) && reach.has(`${through} ${b}`)) reach.add(`${a} ${b}`);
  return left.flatMap((a) => left.filter((b) => a < b && reach.has(`${a} ${b}`)).map((b) => link(a, b)));
}

test('one declared hub that must not fail alone is named in the finding', () => {
  const distances = sitesAt([
    [0, 0],
    [10, 0],
    [0, 10],
    [10, 10],
  ]);
  const { diagnostics } = topologyGraph(topologyOf('star', 1, { hubs: ['s2'] }), distances);
  expect(diagnostics.map(({ message }) => message)).toEqual([
    expect.stringContaining('without "s2" "s0" cannot reach "s1"'),
  ]);
});

test('a p2p topology that promises no survival may leave sites apart until a call needs the way', () => {
  const distances = sitesAt([
    [0, 0],
    [10, 0],
    [0, 10],
  ]);
  expect(topologyGraph(topologyOf('p2p', 0, { links: [['s0', 's1']] }), distances).diagnostics).toEqual([]);
});

describe('declared regions that run nothing', () => {
  const three = sitesAt([
    [0, 0],
    [10, 0],
    [0, 10],
  ]);
  const found = (...[kind, survive, more]: Parameters<typeof topologyOf>) =>
    topologyGraph(topologyOf(kind, survive, more), three).diagnostics.map(({ code, path, message }) => [
      code,
      path,
      message,
    ]);

  test.each(['star', 'hybrid'] as const)('are told where they are hubs of a %s that has others', (kind) => {
    expect(found(kind, 0, { hubs: ['idle', 's1', 's2'] })).toEqual([
      [
        'topology/idle-hub',
        'topology/hubs',
        'the region "idle" is declared as a hub, but the plan runs nothing there, so it has no router and is no hub; the hubs are "s1", "s2"; take it out of "hubs", or have a service run there ("geo.allow" with "regions.min")',
      ],
    ]);
  });

  test('are told with the hubs that are elected when no declared one runs anything', () => {
    const messages = found('star', 0, { hubs: ['idle', 'void'] }).map(([, , message]) => message);
    expect(messages).toEqual([
      expect.stringMatching(/^the region "idle" .*; elected instead: "s0"; /),
      expect.stringMatching(/^the region "void" .*; elected instead: "s0"; /),
    ]);
  });

  test('are told once with the links that end there', () => {
    const links = [
      ['idle', 's0'],
      ['idle', 's1'],
      ['s1', 's2'],
      ['s2', 'void'],
    ] as const;
    expect(found('p2p', 0, { links })).toEqual([
      [
        'topology/idle-link',
        'topology/links',
        expect.stringContaining(
          'the plan runs nothing in the region "idle", so the declared links idle - s0, idle - s1 are not made and no call passes through it; take them out of "links"',
        ),
      ],
      ['topology/idle-link', 'topology/links', expect.stringContaining('the declared links s2 - void are not made')],
    ]);
    const many = Array.from({ length: 9 }, (_, at) => ['idle', `s${at}`] as const);
    expect(found('p2p', 0, { links: many })[0]?.[2]).toContain('idle - s3, idle - s4, 4 more are not made');
  });

  test('are told together with what their absence separates', () => {
    const links = [
      ['idle', 's0'],
      ['idle', 's1'],
      ['idle', 's2'],
      ['s1', 's2'],
    ] as const;
    expect(found('p2p', 1, { links }).map(([code]) => code)).toEqual(['topology/idle-link', 'router/not-connected']);
  });

  test('are no finding where everything that is declared runs something, and in kinds without hubs and links', () => {
    expect(found('star', 0, { hubs: ['s1'] })).toEqual([]);
    expect(found('p2p', 0, { links: [['s0', 's1']] })).toEqual([]);
    expect(found('mesh', 0, {})).toEqual([]);
  });
});
