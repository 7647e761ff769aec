import { count, formatNumber } from '../../lib/emit/number-text';
import type { RegionVerdict } from '../../lib/geo/lint/lint-regions';
import type { GeoLint } from '../outcome';
import type { Terminal } from '../terminal';
import type { Paint } from './colour';
import { renderTable, type Column, type TableRow } from './table';
import { wrap } from './text';

const columns: readonly Column[] = [
  { title: 'region', align: 'left', shrinksTo: 12 },
  { title: 'lat', align: 'right', dropOrder: 1 },
  { title: 'lng', align: 'right', dropOrder: 1 },
  { title: 'in', align: 'left' },
  { title: 'nearest place', align: 'left', shrinksTo: 12 },
  { title: 'km', align: 'right' },
  { title: 'verdict', align: 'left' },
];

/** Where every region is declared to be, what is nearest to that, and what to think of it. */
export function renderGeoLint(lint: GeoLint & { readonly name: string }, terminal: Terminal, paint: Paint): string {
  const { name, places, farKm, regions, measured } = lint;
  const doubtful = regions.filter(({ verdict }) => verdict !== 'ok' && verdict !== 'not checked').length;
  const headline = `${name}: ${count(regions.length, 'region')}, ${doubtful === 0 ? 'none' : doubtful} doubtful`;
  const checks =
    `Checked against the bundled table of public regions and ${places}; a place of your own more than ${farKm} km from ` +
    'all of them is "far". The wrong town of the right country passes: compare the columns.';
  const times =
    measured === 0
      ? []
      : [`${count(measured, 'measured round trip')} compared with light along the shortest line on the globe.`];
  return [
    paint('strong', wrap(headline, terminal.columns)),
    renderTable(columns, regions.map(rowOf), terminal, paint),
    ...[checks, ...times].map((text) => wrap(text, terminal.columns)),
    '',
  ].join('\n');
}

function rowOf({ region, lat, lng, country, nearest, verdict }: RegionVerdict): TableRow {
  const place = nearest === null ? '-' : `${nearest.name} (${nearest.country})`;
  const km = nearest === null ? '-' : formatNumber(nearest.km, 1);
  return [region, formatNumber(lat, 2), formatNumber(lng, 2), country ?? '-', place, km, verdict];
}
