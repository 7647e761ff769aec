/** Sub-path `./report`: a plan as a page with a map, as GeoJSON, as CSV, as a graph. */
export { planCsv } from './csv';
export { planDot } from './dot';
export { planGeoJson } from './geojson';
export { reportPage } from './page';
