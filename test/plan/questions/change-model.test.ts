import type { Model } from '../../../lib/model/model';
import { changeModel, type Change } from '../../../lib/plan/questions/change-model';
import { lagos, london, modelOf, stack, tokyo } from '../support/tiny-specs';

const model = modelOf(
  stack(
    [london, tokyo, lagos],
    {
      web: { language: 'rust', public: true, calls: ['api'] },
      api: { language: 'rust', geo: { deny: ['lagos'] } },
    },
    [{ id: 'users', lat: 0, lng: 0, requestsPerSecond: 10 }],
  ),
);
const none: Change = { lose: [], add: [], demandFactor: 1, force: [], forbid: [] };
const reasons = (change: Partial<Change>): string[] =>
  changeModel(model, { ...none, ...change }).diagnostics.map(({ code, message }) => `${code} ${message}`);

test.each<[string, Partial<Change>, string]>([
  ['taken away', { lose: ['tokyo'], force: [{ service: 'web', region: 'tokyo' }] }, '--lose takes it away'],
  [
    'forbidden at once',
    { forbid: [{ service: 'web', region: 'tokyo' }], force: [{ service: 'web', region: 'tokyo' }] },
    '--forbid says so',
  ],
  [
    'excluded by a rule, whatever is forbidden elsewhere',
    {
      forbid: [
        { service: 'api', region: 'tokyo' },
        { service: 'web', region: 'lagos' },
      ],
      force: [{ service: 'api', region: 'lagos' }],
    },
    'a rule, the tier or its capacity excludes it',
  ],
])('a region that is forced and %s is refused with that reason', (_, change, reason) => {
  const [found, ...others] = reasons(change);
  expect(found).toMatch(/^question\/not-admitted /);
  expect(found).toContain(reason);
  expect(others).toEqual([]);
});

test('requests grow by the factor and all else stays', () => {
  const { model: changed, diagnostics } = changeModel(model, { ...none, demandFactor: 1.5 });
  expect(diagnostics).toEqual([]);
  expect(changed).toMatchObject({ demand: { requestsPerSecond: 15, points: [{ requestsPerSecond: 15 }] } });
  expect({ ...changed, demand: model.demand }).toEqual(model);
});

test('nothing of a lost region stays: not as a hub, in a link, a candidate, a measured cell or a patch', () => {
  const hybrid = {
    ...model,
    topology: {
      ...model.topology,
      hubs: ['london', 'tokyo'],
      links: [
        ['lagos', 'london'],
        ['lagos', 'tokyo'],
        ['london', 'tokyo'],
      ],
    },
    planner: {
      ...model.planner,
      latency: {
        measured: [
          { from: 'lagos', to: 'users', rttMs: 1 },
          { from: 'tokyo', to: 'users', rttMs: 2 },
        ],
      },
    },
    patches: [null, 'lagos', 'tokyo'].map((region) => {
      return { region, kind: 'Service', name: 'web', operations: [], origin: model.origin };
    }),
  } satisfies Model;
  const { model: changed, diagnostics } = changeModel(hybrid, { ...none, lose: ['tokyo'] });
  expect(diagnostics).toEqual([]);
  expect(changed?.regions.map(({ id }) => id)).toEqual(['lagos', 'london']);
  expect(changed?.services.map(({ geo }) => geo.candidates)).toEqual([['london'], ['lagos', 'london']]);
  expect(changed?.topology).toEqual({ ...model.topology, hubs: ['london'], links: [['lagos', 'london']] });
  expect(changed?.planner.latency.measured).toEqual([{ from: 'lagos', to: 'users', rttMs: 1 }]);
  expect(changed?.patches.map(({ region }) => region)).toEqual([null, 'lagos']);
});
