import type { ServiceNode } from '../../model/model';
import type { Plan } from '../plan';
import type { GivenProblem } from './given-problem';

/** Notes a fault unless something holds. */
export type Expect = (holds: boolean, fault: string) => void;

/** The spread of a service, and those that it stays apart from. */
export function checkRules(
  plan: Plan,
  given: GivenProblem,
  { id, geo }: ServiceNode,
  sites: ReadonlySet<string>,
  expect: Expect,
): void {
  const { spread, apartFrom } = geo;
  const values = spread === null ? 0 : given.distinct(spread.over, sites);
  const rule = spread === null ? '' : `${spread.min} ${spread.over}`;
  expect(spread === null || values >= spread.min, `${id}: lies in ${values} distinct values, ${rule} are asked for`);
  for (const { service, placements } of plan.workloads)
    expect(
      !apartFrom.includes(service) || placements.every(({ region }) => !sites.has(region)),
      `${id}: shares a region with ${service}, which stays apart from it`,
    );
}
