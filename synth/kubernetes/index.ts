/** Kubernetes objects of a stack as cdk8s Charts: to patch, to extend, or to place into an App of one's own. */
export { regionCharts } from './charts';
export { RegionChart, type RegionChartProps } from './region-chart';
