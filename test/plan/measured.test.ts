import { latencyModel, roundTripMs } from '../../lib/geo/latency';
import type { MeasuredLatencySpec, StackSpec } from '../../lib/model/spec';
import { planModel } from '../../lib/plan/plan-model';
import { faultsOf, lagos, london, modelOf, planOf, stack, tokyo } from './support/tiny-specs';

const rust = { language: 'rust', requestsPerSecondPerReplica: 50 } as const;
const paris = { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 1000 };
const osaka = { id: 'osaka', lat: 34.7, lng: 135.5, requestsPerSecond: 250 };
const measured = (...pairs: MeasuredLatencySpec[]): Partial<StackSpec> => ({
  planner: { latency: { measured: pairs } },
});
const modelled = roundTripMs(osaka, { lat: london.lat ?? 0, lng: london.lng ?? 0 });
const needs = (maxLatencyMs: number, more: Partial<StackSpec> = {}): StackSpec =>
  stack([london, lagos], { a: { ...rust, geo: { maxLatencyMs } } }, [paris, osaka], more);

test('an objective between the model and 1.2 x the model is refused when modelled, kept when just that was measured', () => {
  const limit = Math.round(modelled * 1.1);
  expect(faultsOf(needs(limit)).map(({ code }) => code)).toEqual(['plan/no-site']);
  const plan = planOf(needs(limit, measured({ from: 'osaka', to: 'london', rttMs: limit })));
  expect(plan.workloads[0]?.slo?.covered).toBe(1);
  const above = faultsOf(needs(limit, measured({ from: 'osaka', to: 'london', rttMs: limit + 0.1 })));
  expect(above).toMatchObject([{ code: 'plan/no-site', message: expect.stringContaining(' ms away (measured)') }]);
});

test('the plan counts measured and modelled cells, and flows say what was measured', () => {
  const { latencyModel: statement, workloads } = planOf(
    needs(500, measured({ from: 'london', to: 'osaka', rttMs: 217.5 }, { from: 'london', to: 'lagos', rttMs: 95 })),
  );
  // 2 directions of the pair of regions and 1 of the 2 x 2 pairs of users and regions.
  expect(statement).toMatchObject({ measuredCells: 3, modelledCells: 3, accessMs: { least: 0, most: 0 } });
  expect(workloads[0]?.userFlows).toMatchObject([
    { demand: 'osaka', region: 'london', latencyMs: 217.5, source: 'measured' },
    { demand: 'paris', region: 'london' },
  ]);
  expect(workloads[0]?.userFlows[1]).not.toHaveProperty('source');
});

test('access latency is added to what users wait and counts against the objective, without a margin', () => {
  const pair = measured({ from: 'osaka', to: 'london', rttMs: 230 });
  const withAccess = (accessMs: number): StackSpec =>
    needs(240, { ...pair, demand: { points: [{ ...osaka, accessMs }], requestsPerSecond: 100 } });
  const plan = planOf(withAccess(10));
  expect(plan.workloads[0]?.latency.worstMs).toBe(240);
  expect(plan.latencyModel.accessMs).toEqual({ least: 10, most: 10 });
  expect(faultsOf(withAccess(10.1)).map(({ code }) => code)).toEqual(['plan/no-site']);
});

test('calls between regions take the measured round trip of their direction', () => {
  const services = {
    a: { ...rust, geo: { allow: ['london'] }, calls: ['b'], public: true },
    b: { ...rust, geo: { allow: ['tokyo'] } },
  };
  const spec = stack([london, tokyo], services, [paris], {
    ...measured({ from: 'london', to: 'tokyo', rttMs: 211 }, { from: 'tokyo', to: 'london', rttMs: 244 }),
  });
  const plan = planOf(spec);
  expect(plan.workloads[1]?.callFlows).toMatchObject([
    { from: 'london', to: 'tokyo', latencyMs: 211, source: 'measured' },
  ]);
  expect(plan.regionLatencyMs).toEqual([
    [1, 211],
    [244, 1],
  ]);
});

test('measuring exactly what the model says changes no placement, cost or bound', () => {
  const regions = [london, lagos, tokyo];
  const points = [paris, osaka];
  const at = ({ lat, lng }: { lat?: number; lng?: number }) => ({ lat: lat ?? 0, lng: lng ?? 0 });
  const pairs = [...regions, ...points].flatMap((from) =>
    regions
      .filter((to) => to.id !== from.id)
      .map((to) => ({ from: from.id ?? '', to: to.id ?? '', rttMs: roundTripMs(at(from), at(to)) })),
  );
  const spec = (more: Partial<StackSpec>): StackSpec =>
    stack(regions, { a: { ...rust, calls: ['b'], geoEnabled: true }, b: rust }, points, more);
  const [plain, exact] = [planOf(spec({})), planOf(spec(measured(...pairs)))];
  expect(exact.latencyModel).toMatchObject({ measuredCells: 12, modelledCells: 0, margin: latencyModel.margin });
  const placements = (plan: typeof plain): unknown => plan.workloads.map((workload) => workload.placements);
  expect(placements(exact)).toEqual(placements(plain));
  expect([exact.objective, exact.lowerBound]).toEqual([plain.objective, plain.lowerBound]);
});

test('a measurement of a place that is not there, or faster than light, leaves no plan', () => {
  expect(faultsOf(needs(500, measured({ from: 'osaka', to: 'londn', rttMs: 230 })))).toMatchObject([
    { code: 'geo/measured-unknown-place', path: 'planner/latency/measured/osaka -> londn/to' },
  ]);
  expect(faultsOf(needs(500, measured({ from: 'osaka', to: 'london', rttMs: 30 })))).toMatchObject([
    { code: 'geo/faster-than-light' },
  ]);
});

test('cities are measured by their ids, and one faster than straight fibre is a warning', () => {
  const spec = stack([london], { a: rust }, [], {
    demand: { cities: { minPopulation: 8_000_000 }, requestsPerSecond: 10 },
    ...measured({ from: 'tokyo-jp', to: 'london', rttMs: 80 }),
  });
  const { plan, diagnostics } = planModel(modelOf(spec));
  expect(plan?.latencyModel.measuredCells).toBe(1);
  expect(diagnostics.map(({ code }) => code)).toContain('geo/faster-than-fibre');
});
