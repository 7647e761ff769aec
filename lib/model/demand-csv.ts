import { diagnostic, type Diagnostic } from './diagnostic';
import type { DemandPointSpec } from './spec';

const header = ['id', 'lat', 'lng', 'requests_per_second'];

/** Reads a table with the header `id,lat,lng,requests_per_second[,country]`: no quotes, one point per line. */
export function parseDemandCsv(text: string): { points: DemandPointSpec[]; diagnostics: Diagnostic[] } {
  const points: DemandPointSpec[] = [];
  const diagnostics: Diagnostic[] = [];
  const fault = (line: number, problem: string): void => {
    diagnostics.push(diagnostic('config/bad-csv', 'demand/csv', { line, problem }));
  };
  const [first = '', ...rows] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = first.split(',').map((name) => name.trim());
  const hasCountry = names.length === 5 && names[4] === 'country';
  if (header.some((name, index) => names[index] !== name) || !(names.length === 4 || hasCountry)) {
    fault(1, `is "${first}"; it must be "${header.join(',')}" with an optional ",country"`);
    return { points, diagnostics };
  }
  for (const [index, row] of rows.entries()) {
    if (row.trim() === '') continue;
    const fields = row.split(',').map((field) => field.trim());
    const [id = '', lat, lng, rate, country] = fields;
    const numbers = [lat, lng, rate].map((field) => (field === undefined || field === '' ? Number.NaN : Number(field)));
    if (fields.length !== names.length) fault(index + 2, `has ${fields.length} fields; it must have ${names.length}`);
    else if (numbers.some(Number.isNaN)) fault(index + 2, 'has a latitude, longitude or rate that is no number');
    else {
      const [latitude = 0, longitude = 0, requestsPerSecond = 0] = numbers;
      points.push({
        id,
        lat: latitude,
        lng: longitude,
        requestsPerSecond,
        ...(country === undefined || country === '' ? {} : { country }),
      });
    }
  }
  return { points, diagnostics };
}
