import type { StackSpec } from '../../lib/model/spec';
import { planModel } from '../../lib/plan/plan-model';
import { faultsOf, frankfurt, lagos, london, modelOf, place, planOf, stack, tokyo } from './support/tiny-specs';

const rust = { language: 'rust', requestsPerSecondPerReplica: 50 } as const;
const paris = { id: 'paris', lat: 48.9, lng: 2.4, requestsPerSecond: 1000 };
const osaka = { id: 'osaka', lat: 34.7, lng: 135.5, requestsPerSecond: 250 };

function onlyFault(spec: StackSpec): { code: string; message: string; path: string } {
  const [fault, ...others] = faultsOf(spec);
  if (fault === undefined || others.length > 0) throw new Error(`${others.length} more faults`);
  return fault;
}

const warnings = (spec: StackSpec): string[] =>
  planModel(modelOf(spec)).diagnostics.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);

describe('a stack that cannot be planned', () => {
  it('plan/no-site names the users, the limit, the nearest region and its round trip, and raising the limit helps', () => {
    const withLimit = (maxLatencyMs: number): StackSpec =>
      stack([london, lagos], { a: { ...rust, geo: { maxLatencyMs } } }, [paris, osaka]);
    const { code, message, path } = onlyFault(withLimit(100));
    expect({ code, path }).toEqual({ code: 'plan/no-site', path: 'services/a/geo/maxLatencyMs' });
    const wanted =
      /"a" needs <= 100 ms from "osaka"; the nearest allowed region "(\w+)" is ([\d.]+) ms .*, and 20 % of/;
    const [, nearest, latency] = wanted.exec(message) ?? [];
    expect(nearest).toBe('london');
    expect(message).toContain('raise "max_latency_ms"');
    expect(planOf(withLimit(Math.ceil(Number(latency) + 0.1))).workloads[0]?.slo?.covered).toBe(1);
  });

  it('plan/no-site goes away with the coverage that the message allows for', () => {
    const withCoverage = (coverage: number): StackSpec =>
      stack([london, lagos], { a: { ...rust, geo: { maxLatencyMs: 100, coverage } } }, [paris, osaka]);
    expect(onlyFault(withCoverage(0.9)).code).toBe('plan/no-site');
    expect(planOf(withCoverage(0.8)).workloads[0]?.slo).toEqual({ maxLatencyMs: 100, coverage: 0.8, covered: 0.8 });
  });

  it('plan/latency-needs-regions gives both shares, and more regions help', () => {
    const withMax = (max: number): StackSpec =>
      stack([london, tokyo], { a: { ...rust, geo: { maxLatencyMs: 100, coverage: 0.9, regions: { max } } } }, [
        paris,
        osaka,
      ]);
    const { code, message } = onlyFault(withMax(1));
    expect(code).toBe('plan/latency-needs-regions');
    expect(message).toMatch(
      /reaches 80 % of its requests within 100 ms from 1 region\(s\), it needs 90 %; raise "regions.max"/,
    );
    expect(planOf(withMax(2)).workloads[0]?.slo?.covered).toBe(1);
  });

  it('plan/capacity-short gives the load and the room, and the missing capacity helps', () => {
    const withCpu = (cpu: number): StackSpec =>
      stack(
        [place('small', 50, 0, { capacity: { cpu, memoryGiB: 256 } })],
        { a: { ...rust, resources: { cpu: 1 } } },
        [paris],
        { planner: { targetUtilisation: 0.5 } },
      );
    const { code, message } = onlyFault(withCpu(20));
    expect(code).toBe('plan/capacity-short');
    expect(message).toMatch(
      /"a" has 1000 requests\/s to serve, "small" have room for 500 requests\/s at .* 50 %; add capacity/,
    );
    expect(planOf(withCpu(40)).workloads[0]?.placements[0]?.replicas).toBe(20);
  });

  it('plan/no-room gives the reserve, the regions without room and what is needed, and capacity there helps', () => {
    const withCpu = (cpu: number): StackSpec => {
      const tiny = place('tiny', 50, 0, { capacity: { cpu, memoryGiB: 16 } });
      return stack([tiny, london], { a: { ...rust, tier: 'heart', resources: { cpu: 1 } } }, [paris]);
    };
    const { code, message } = onlyFault(withCpu(2));
    expect(code).toBe('plan/no-room');
    expect(message).toMatch(
      /"a" needs room for 3 replica\(s\) of 1000 m CPU .* in 2 region\(s\), 1 have it; "tiny" have no/,
    );
    expect(planOf(withCpu(64)).workloads[0]?.placements).toHaveLength(2);
  });

  it('plan/residency-conflict names the tags and the regions, and a region there helps', () => {
    const service = { ...rust, geo: { residency: ['EU'] } };
    const { code, message, path } = onlyFault(stack([london, lagos], { a: service }, [paris]));
    expect({ code, path }).toEqual({ code: 'plan/residency-conflict', path: 'services/a/geo/residency' });
    expect(message).toMatch(/"a" may run only in EU, and none of its regions is there: lagos, london; add a region/);
    expect(planOf(stack([london, lagos, frankfurt], { a: service }, [paris])).workloads[0]?.placements[0]?.region).toBe(
      'frankfurt',
    );
  });

  it('plan/too-few-regions gives both numbers, and one more region or a lower minimum helps', () => {
    const withMin = (min: number): StackSpec['services'] => ({
      a: { ...rust, geo: { residency: ['EU'], regions: { min } } },
    });
    const { code, message } = onlyFault(stack([frankfurt, london], withMin(2), [paris]));
    expect(code).toBe('plan/too-few-regions');
    expect(message).toMatch(/"a" needs 2 regions, 1 may run it; add regions, lower "regions.min"/);
    const dublin = place('dublin', 53.3, -6.3, { country: 'IE' });
    expect(planOf(stack([frankfurt, london, dublin], withMin(2), [paris])).workloads[0]?.placements).toHaveLength(2);
    expect(planOf(stack([frankfurt, london], withMin(1), [paris])).workloads[0]?.placements).toHaveLength(1);
  });

  it('plan/too-few-zones gives the zones asked for and the regions that have fewer, and a lower tier helps', () => {
    const single = place('single', 51, 0, { zones: ['only'] });
    const withTier = (tier: 'open' | 'business'): StackSpec => stack([single], { a: { ...rust, tier } }, [paris]);
    const { code, message } = onlyFault(withTier('business'));
    expect(code).toBe('plan/too-few-zones');
    expect(message).toMatch(
      /"a" of tier "business" needs 1 region\(s\) of at least 2 zones, 0 may run it; "single" have/,
    );
    expect(planOf(withTier('open')).workloads[0]?.placements[0]?.zones).toBe(1);
  });

  it('plan/no-candidate names the lists, and a shorter "deny" helps', () => {
    const withDeny = (deny: string[]): StackSpec => stack([london, tokyo], { a: { ...rust, geo: { deny } } }, [paris]);
    const { code, message } = onlyFault(withDeny(['london', 'tokyo']));
    expect(code).toBe('plan/no-candidate');
    expect(message).toMatch(/"a" has no region left after "allow" and "deny"; remove an entry of "deny"/);
    expect(planOf(withDeny(['tokyo'])).workloads[0]?.placements[0]?.region).toBe('london');
  });

  it('reports the faults of all services at once', () => {
    const codes = faultsOf(
      stack([london, tokyo], {
        a: { ...rust, geo: { deny: ['london', 'tokyo'] } },
        b: { ...rust, geo: { residency: ['EU'] } },
      }),
    ).map(({ code }) => code);
    expect(codes).toEqual(['plan/no-candidate', 'plan/residency-conflict']);
  });
});

describe('a plan with warnings', () => {
  it('plan/failover-overload names what the loss of a region would overload, and capacity there ends it', () => {
    const withCpu = (cpu: number): StackSpec => {
      const small = place('small', 35, 139, { capacity: { cpu, memoryGiB: 64 } });
      const service = { ...rust, resources: { cpu: 1 }, geo: { regions: { min: 2 } } };
      return stack([small, london], { a: service }, [paris, osaka]);
    };
    expect(warnings(withCpu(12))).toEqual([
      expect.stringMatching(
        /^warning plan\/failover-overload: without "london", service "a" lacks room for 700 of 1250 requests\/s in small; add/,
      ),
    ]);
    expect(warnings(withCpu(60))).toEqual([]);
  });

  it('plan/call-cycle names the circle and goes away with it', () => {
    const services = { a: { ...rust, calls: ['b'] }, b: { ...rust, calls: ['a'] } };
    expect(warnings(stack([london], services, [paris]))).toEqual([
      expect.stringMatching(/^warning plan\/call-cycle: the services "a", "b" call each other in a cycle;/),
    ]);
    expect(warnings(stack([london], { ...services, b: rust }, [paris]))).toEqual([]);
  });
});
