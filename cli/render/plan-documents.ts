import { planCsv } from '../../lib/report/csv';
import { planDot } from '../../lib/report/dot';
import { planGeoJson } from '../../lib/report/geojson';
import { reportPage } from '../../lib/report/page';
import type { Plan } from '../../lib/plan/plan';

type Document = (plan: Plan) => string;

/** The plan in the formats of other programs. */
export const documents: Readonly<Record<'geojson' | 'csv' | 'dot' | 'html', Document>> = {
  geojson: planGeoJson,
  csv: planCsv,
  dot: planDot,
  html: reportPage,
};
