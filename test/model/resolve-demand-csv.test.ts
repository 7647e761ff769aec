import { parseDemandCsv, type DemandTable } from '../../lib/model/demand-csv';
import { diagnostic } from '../../lib/model/diagnostic';
import { resolveDemandCsv } from '../../lib/model/resolve-demand-csv';
import type { DemandSpec } from '../../lib/model/spec';

const table = 'id,lat,lng,requests_per_second,country\nlagos,6.45,3.39,120,NG\nnowhere,0,0,1,\n';
const unread = (): DemandTable => {
  throw new Error('the table must not be read');
};

test('the points of the table take the place of its path, the other members stay', () => {
  const demand = { csv: 'demand.csv', requestsPerSecond: 500, accessMs: 20 };
  const read: string[] = [];
  const resolved = resolveDemandCsv(demand, (csv) => {
    read.push(csv);
    return parseDemandCsv(table);
  });
  expect(read).toEqual(['demand.csv']);
  expect(resolved).toEqual({
    demand: {
      requestsPerSecond: 500,
      accessMs: 20,
      points: [
        { id: 'lagos', lat: 6.45, lng: 3.39, requestsPerSecond: 120, country: 'NG' },
        { id: 'nowhere', lat: 0, lng: 0, requestsPerSecond: 1 },
      ],
    },
    diagnostics: [],
  });
});

test('what is wrong with the table is told, and one point stands for it so that nothing follows from that', () => {
  const faults = [diagnostic('cli/missing-file', 'gone.csv', { file: 'gone.csv' })];
  const { demand, diagnostics } = resolveDemandCsv({ csv: 'gone.csv' }, () => ({ points: [], diagnostics: faults }));
  expect(diagnostics).toBe(faults);
  expect(demand).toEqual({ points: [expect.objectContaining({ requestsPerSecond: 1 })] });
});

test.each<[string, DemandSpec]>([
  ['cities', { cities: { minPopulation: 1e6 }, requestsPerSecond: 5 }],
  ['cities beside a table', { csv: 'a.csv', cities: { minPopulation: 1e6 }, requestsPerSecond: 5 }],
  ['points beside a table', { csv: 'a.csv', points: [{ id: 'x', lat: 0, lng: 0, requestsPerSecond: 1 }] }],
])('%s stay as they are, and no table is read', (_, demand) => {
  expect(resolveDemandCsv(demand, unread)).toEqual({ demand, diagnostics: [] });
});
