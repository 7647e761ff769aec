import type { CatalogueArea } from './entry';

export const plan = {
  'plan/not-forced': {
    severity: 'error',
    text: (p: { service: string; region: string }) =>
      `no placement of service "${p.service}" with "${p.region}" among its regions was found that serves all of its requests within its limits; raise "regions.max" or its other limits, or force another region`,
    what: 'A region was forced upon a service, and with it the service keeps its other limits no more.',
    why: 'Capacity, the latency objective or the most regions leave no room for it.',
    fix: 'Raise `geo.regions.max`, relax the limit that binds (`obinexus plan explain`), or force another region.',
  },
  'plan/no-site': {
    severity: 'error',
    text: (p: {
      service: string;
      maxLatencyMs: number;
      from: string;
      nearest: string;
      latencyMs: number;
      isModelled: boolean;
      share: number;
    }) =>
      `service "${p.service}" needs <= ${p.maxLatencyMs} ms from ${p.from}; the nearest allowed region "${p.nearest}" is ${p.latencyMs} ms away (${p.isModelled ? '1.2 x the model' : 'measured'}), and ${p.share} % of the requests are as far; raise "max_latency_ms", lower "coverage" or add a region`,
    what: 'Some demand cannot be served within the latency objective from any region the service may run in.',
    why: 'The objective would be broken for these users on the first day, whatever the placement.',
    fix: 'Raise `geo.max_latency_ms`, lower `geo.coverage`, allow more regions or add one near the named place.',
  },
  'plan/latency-needs-regions': {
    severity: 'error',
    text: (p: {
      service: string;
      maxLatencyMs: number;
      maxRegions: number;
      coveredPercent: number;
      wantedPercent: number;
    }) =>
      `service "${p.service}" reaches ${p.coveredPercent} % of its requests within ${p.maxLatencyMs} ms from ${p.maxRegions} region(s), it needs ${p.wantedPercent} %; raise "regions.max", "max_latency_ms" or lower "coverage"`,
    what: 'Enough regions exist, but not within the most that the service may run in.',
    why: 'No choice of that many regions keeps the latency objective.',
    fix: 'Raise `geo.regions.max` or `geo.max_latency_ms`, or lower `geo.coverage`.',
  },
  'plan/residency-conflict': {
    severity: 'error',
    text: (p: { service: string; residency: string; regions: string }) =>
      `service "${p.service}" may run only in ${p.residency}, and none of its regions is there: ${p.regions}; add a region with one of these tags or change "residency"`,
    what: 'No candidate region carries any of the tags that residency asks for.',
    why: 'Data would have to leave the place it must not leave.',
    fix: 'Declare a region in one of the named places, or correct `geo.residency`.',
  },
  'plan/no-candidate': {
    severity: 'error',
    text: (p: { service: string }) =>
      `service "${p.service}" has no region left after "allow" and "deny"; remove an entry of "deny" or add one to "allow"`,
    what: 'The lists `allow` and `deny` leave a service no region.',
    why: 'It cannot be placed.',
    fix: 'Correct `geo.allow` and `geo.deny`.',
  },
  'plan/too-few-regions': {
    severity: 'error',
    text: (p: { service: string; needed: number; available: number }) =>
      `service "${p.service}" needs ${p.needed} regions, ${p.available} may run it; add regions, lower "regions.min" or choose a lower tier`,
    what: 'A service must run in more regions than may run it.',
    why: 'Its tier or its own minimum cannot be kept.',
    fix: 'Add regions, loosen residency, lower `geo.regions.min`, or choose a lower `tier`.',
  },
  'plan/spread-short': {
    severity: 'error',
    text: (p: { service: string; over: string; min: number; available: number; values: string }) =>
      `service "${p.service}" must lie in ${p.min} distinct values of "${p.over}", the regions that may run it lie in ${p.available}: ${p.values}; add a region in another one or lower "spread.min"`,
    what: 'The regions that may run a service lie in too few providers, countries, regions or failure domains.',
    why: 'Whatever the placement, the loss of one of them would take more than the spread allows.',
    fix: 'Add or allow a region of another provider, country or failure domain, or lower `geo.spread.min`.',
  },
  'plan/spread-not-found': {
    severity: 'error',
    text: (p: { service: string; reason: string; maxRegions: number }) =>
      `no placement of service "${p.service}" in at most ${p.maxRegions} region(s) was found that serves all of its requests ${p.reason}; raise "regions.max", add regions or capacity, or loosen "spread" or "apart_from"`,
    what: 'A service cannot keep its spread, or leave regions to the services that stay apart from it, within its other limits.',
    why: 'Its latency objective, capacities or most regions leave no such choice.',
    fix: 'Raise `geo.regions.max`, add regions or capacity, or loosen `geo.spread` or `geo.apart_from`.',
  },
  'plan/apart-conflict': {
    severity: 'error',
    text: (p: { service: string; needed: number; available: number; taken: string; others: string }) =>
      `service "${p.service}" needs ${p.needed} region(s) without ${p.others}, ${p.available} are left; they run in ${p.taken}; add regions, lower their "regions.min" or change "apart_from"`,
    what: 'The services that a service stays apart from run in so many regions that too few are left for it.',
    why: 'It may share no region with them.',
    fix: 'Add regions, lower `geo.regions.min` or the `tier` of one of them, or change `geo.apart_from`.',
  },
  'plan/too-few-zones': {
    severity: 'error',
    text: (p: { service: string; tier: string; zones: number; needed: number; available: number; narrow: string }) =>
      `service "${p.service}" of tier "${p.tier}" needs ${p.needed} region(s) of at least ${p.zones} zones, ${p.available} may run it; ${p.narrow} have fewer zones; declare their zones, add regions or choose a lower tier`,
    what: 'Too few of the regions that may run a service have as many zones as its tier spreads it over.',
    why: 'Its replicas would stay pending, or the loss of one zone would stop it.',
    fix: 'Declare all `zones` of the named regions, add regions, or choose a lower `tier`.',
  },
  'plan/no-room': {
    severity: 'error',
    text: (p: {
      service: string;
      replicas: number;
      cpuMillis: number;
      memoryMiB: number;
      needed: number;
      available: number;
      full: string;
      targetPercent: number;
    }) =>
      `service "${p.service}" needs room for ${p.replicas} replica(s) of ${p.cpuMillis} m CPU and ${p.memoryMiB} MiB in ${p.needed} region(s), ${p.available} have it; ${p.full} have no such room left at a target utilisation of ${p.targetPercent} %; add capacity or regions, or lower its "resources"`,
    what: 'Too few regions have room for the replicas that the tier of a service asks for, whatever its load.',
    why: 'Its replicas would stay pending.',
    fix: 'Add capacity to the named regions, allow more regions, lower `resources` or raise `planner.target_utilisation`.',
  },
  'plan/capacity-short': {
    severity: 'error',
    text: (p: { service: string; load: number; room: number; regions: string; targetPercent: number }) =>
      `service "${p.service}" has ${p.load} requests/s to serve, ${p.regions} have room for ${p.room} requests/s at a target utilisation of ${p.targetPercent} %; add capacity or regions, or raise "requests_per_second_per_replica"`,
    what: 'The load of a service is more than the regions it may use can carry.',
    why: 'Its replicas would stay pending, or its requests time out.',
    fix: 'Add capacity to the named regions, allow more regions, or raise `planner.target_utilisation`.',
  },
  'plan/room-lacking': {
    severity: 'error',
    text: (p: { services: string; needed: string; regions: string; room: string; targetPercent: number }) =>
      `services ${p.services} need ${p.needed} together, whichever regions run them; ${p.regions}, all that they may use, have room for ${p.room} at a target utilisation of ${p.targetPercent} %: no placement exists; add capacity or regions, or lower their "resources"`,
    what: 'Several services together need more room than all regions that they may use have.',
    why: 'Whatever the placement, replicas of one of them would stay pending.',
    fix: 'Add capacity to the named regions, allow more regions, lower `resources` or raise `planner.target_utilisation`.',
  },
  'plan/room-not-found': {
    severity: 'error',
    text: (p: { services: number }) =>
      `no placement of all ${p.services} services within the room of the regions was found, neither one by one nor searched for together; that none exists is not proved; add capacity or regions, or raise "regions.max"`,
    what: 'The services that could not be placed may find room if others run elsewhere, but no such placement was found.',
    why: 'Services placed before them took the room, and a search over all services at once, bounded in steps, ended without a placement.',
    fix: 'End the other faults as they say, add capacity or regions, raise `geo.regions.max`, or lower `resources`.',
  },
  'plan/not-resilient': {
    severity: 'error',
    text: (p: { service: string; lost: string; shortfall: string }) =>
      `service "${p.service}" promises to survive the loss of any region, but without "${p.lost}" ${p.shortfall}; add a region or capacity, or choose tier "business"`,
    what: 'A service of a tier that survives a region loss would not survive this one.',
    why: 'The promise of the tier would be broken by the next outage.',
    fix: 'Add regions or capacity, raise `geo.regions.max`, or choose another tier.',
  },
  'plan/failover-overload': {
    severity: 'warning',
    text: (p: { service: string; lost: string; shortfall: string }) =>
      `without "${p.lost}", service ${p.shortfall}; add capacity or a region, or choose tier "heart", which reserves the room`,
    what: 'A service runs in several regions, but the others cannot carry its load when one is lost.',
    why: 'The requests of the lost region would overload the surviving ones. Its tier promises nothing else.',
    fix: 'Add capacity or regions, choose tier `heart`, or waive the warning.',
  },
  'plan/no-entry': {
    severity: 'warning',
    text: (p: { requestsPerSecond: number }) =>
      `the demand of ${p.requestsPerSecond} requests/s reaches no service: none is public, and all are jobs; set "public: true" on what users call`,
    what: 'Users are declared, but there is no service that they call.',
    why: 'The plan is made as if nobody used the stack.',
    fix: 'Set `public: true` on the service that users reach, or remove `demand`.',
  },
  'plan/call-cycle': {
    severity: 'warning',
    text: (p: { services: string }) =>
      `the services ${p.services} call each other in a cycle; calls back to a service that is placed before its caller are routed but add no load to the plan`,
    what: 'Services call each other in a circle.',
    why: 'The load of such calls has no defined end; it is not part of the capacity that the plan reserves.',
    fix: 'Break the circle, or set `requests_per_second_per_replica` so that the extra load has room, and waive the warning.',
  },
  'plan/instance-infeasible': {
    severity: 'error',
    text: (p: { rows: number; sites: number; reason: string }) =>
      `the problem of ${p.rows} rows and ${p.sites} sites has no solution: ${p.reason}; add sites or capacity, let more sites open, or allow more pairs`,
    what: 'No choice of sites of a facility location problem serves every row within the capacities.',
    why: 'There is no plan to print.',
    fix: 'Add sites or capacity, allow more sites to open, or lift forbidden pairs of the named rows.',
  },
} as const satisfies CatalogueArea;
