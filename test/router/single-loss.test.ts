import fc from 'fast-check';
import { routerScopes, type RouterScope, type Target } from '../../lib/router/backends/targets';
import { compileRoutes } from '../../lib/router/compile';
import type { RoutePlan } from '../../lib/router/route-plan';
import { fixed } from '../topology/support/random-sites';
import { arbitraryStack, type Stack } from './support/stacks';

const kinds = ['star', 'bus', 'ring', 'mesh', 'hybrid'] as const;

function compiled({ model, plan }: Stack): RoutePlan {
  const { routes, diagnostics } = compileRoutes(model, plan);
  expect(diagnostics).toEqual([]);
  if (routes === null) throw new Error('no routes');
  return routes;
}

test.each(kinds)('in a %s that survives one loss, every row keeps a path to a living copy', (kind) => {
  fc.assert(
    fc.property(arbitraryStack([kind], 1), (stack) => {
      const routes = compiled(stack);
      for (const { source, service, tiers, way } of routes.steering)
        for (const lost of routes.sites.map(({ id }) => id).filter((id) => id !== source)) {
          const living = tiers.flatMap((tier) => tier.members.map(({ site }) => site)).filter((site) => site !== lost);
          if (way === 'direct' || living.length === 0) continue;
          const reachable = living.filter(
            (site) =>
              site === source ||
              routes.topology.paths.some(
                (path) =>
                  path.from === source &&
                  path.to === site &&
                  [path.via, path.alternative].some((each) => each !== null && !each.includes(lost)),
              ),
          );
          expect({ source, service, lost, reachable }).toEqual({ source, service, lost, reachable: living });
        }
    }),
    fixed,
  );
});

/** Where a connection to a target ends, as each router on the way decides by its server name alone; null when it gets lost. */
function follow(
  start: RouterScope,
  target: Target,
  scopes: readonly RouterScope[],
  routes: RoutePlan,
): string[] | null {
  const passed = [start.site.id];
  let { host } = target;
  for (let hops = 0; hops < routes.sites.length; hops += 1) {
    const here = scopes.find(({ site }) => site.gateway === host);
    if (here === undefined) return null;
    passed.push(here.site.id);
    const name = target.serverName ?? '';
    if (here.site.slug === target.slug) {
      const known = here.entered.flatMap(({ id }) =>
        here.ways.map((way) => `${way === 0 ? '' : `${way}-`}${id}.${here.site.slug}.${routes.namespace}`),
      );
      return known.includes(name) ? passed : null;
    }
    const exact = here.transit.find(({ serverNames }) => serverNames.includes(name));
    const wildcard = here.transit.find(
      ({ serverNames: [first = ''] }) => first.startsWith('*.') && first.slice(1) === name.slice(name.indexOf('.')),
    );
    const next = exact ?? wildcard;
    if (next === undefined) return null;
    ({ host } = next);
  }
  return null;
}

test.each(kinds)('in a %s every connection takes the very path that was proved, hop by hop', (kind) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 }).chain((survive) => arbitraryStack([kind], survive)),
      (stack) => {
        const routes = compiled(stack);
        const scopes = routerScopes(routes);
        for (const scope of scopes)
          for (const { row, targets } of scope.rows) {
            const taken = targets
              .filter(({ serverName }) => serverName !== null)
              .map((target) => follow(scope, target, scopes, routes));
            const proved = row.tiers
              .flatMap((tier) => tier.members.map(({ site }) => site))
              .flatMap((site) => routes.topology.paths.filter((path) => path.from === row.source && path.to === site));
            const wanted = [
              ...proved.map(({ via }) => via),
              ...proved.flatMap(({ alternative }) => (alternative === null ? [] : [alternative])),
            ];
            expect(taken).toEqual(wanted);
          }
      },
    ),
    fixed,
  );
});
