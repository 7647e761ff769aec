import { parseConfig } from '../../lib/config/parse';
import { resolveDemandCsv } from '../../lib/config/resolve-demand-csv';

const document = (demand: string) => {
  const { spec } = parseConfig(`name: shop\ndemand: ${demand}\nservices: { api: { language: go } }\n`, 'obinexus.yml');
  if (spec === null) throw new Error('the document of this test is wrong');
  return spec;
};
const table = 'id,lat,lng,requests_per_second,country\nlagos,6.45,3.39,120,NG\nnowhere,0,0,1,\n';

describe('resolveDemandCsv', () => {
  test('puts the points of the file in place of its path, the total stays', () => {
    const { spec, diagnostics } = resolveDemandCsv(document('{ csv: demand.csv, requests_per_second: 500 }'), table);
    expect(diagnostics).toEqual([]);
    expect(spec.demand).toEqual({
      requestsPerSecond: 500,
      points: [
        { id: 'lagos', lat: 6.45, lng: 3.39, requestsPerSecond: 120, country: 'NG' },
        { id: 'nowhere', lat: 0, lng: 0, requestsPerSecond: 1 },
      ],
    });
  });

  test('names every line that cannot be read', () => {
    const { diagnostics } = resolveDemandCsv(document('{ csv: demand.csv }'), `${table}a,b,c,d,NG\nb,1,2\n`);
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['config/bad-csv', 'demand/csv'],
      ['config/bad-csv', 'demand/csv'],
    ]);
  });

  test('leaves a demand without a file alone, and one with points beside a file to normalization', () => {
    const cities = document('{ cities: { min_population: 1000000 }, requests_per_second: 5 }');
    expect(resolveDemandCsv(cities, table).spec).toBe(cities);
    const both = document('{ csv: a.csv, points: [{ id: x, lat: 0, lng: 0, requests_per_second: 1 }] }');
    expect(resolveDemandCsv(both, table).spec).toBe(both);
  });
});
