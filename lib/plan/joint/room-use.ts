import type { JointCall, JointProblem, JointService } from './joint-problem';

/** Requests per second of every service in every region, all on their cheapest ways. `outgoing`: calls by caller. */
export function writeFlows(
  { services, calls, regions, userRates }: JointProblem,
  outgoing: readonly (readonly number[])[],
  answer: Int32Array,
  nearest: Int32Array,
  flow: Float64Array,
): void {
  flow.fill(0);
  for (let index = 0; index < services.length; index += 1) {
    if ((services[index] as JointService).isEntry)
      for (let point = 0; point < userRates.length; point += 1) {
        const site = nearest[index * userRates.length + point] as number;
        if (site >= 0)
          flow[index * regions + site] = (flow[index * regions + site] as number) + (userRates[point] as number);
      }
    for (const at of outgoing[index] as readonly number[]) {
      const { to, perRequest } = calls[at] as JointCall;
      for (let site = 0; site < regions; site += 1) {
        const rate = flow[index * regions + site] as number;
        const target = answer[at * regions + site] as number;
        if (rate === 0 || target < 0) continue;
        flow[to * regions + target] = (flow[to * regions + target] as number) + rate * perRequest;
      }
    }
  }
}

/** What the overload of all regions costs at `price`, US dollars a month per CPU (milli) and memory (MiB). */
export function overloadUsd(
  { services, regions, room }: JointProblem,
  flow: Float64Array,
  price: readonly [number, number],
): number {
  let usd = 0;
  for (let site = 0; site < regions; site += 1) {
    let cpu = 0;
    let memory = 0;
    for (let index = 0; index < services.length; index += 1) {
      const rate = flow[index * regions + site] as number;
      if (rate === 0) continue;
      const { use } = services[index] as JointService;
      cpu += rate * use[0];
      memory += rate * use[1];
    }
    usd +=
      price[0] * Math.max(0, cpu - (room[site] as number)) +
      price[1] * Math.max(0, memory - (room[regions + site] as number));
  }
  return usd;
}
