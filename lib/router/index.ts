/** Sub-path `./router`: route plans and their back ends. */
export type { Backend, Emission, Feature, SiteManifest } from './backend';
export { backendsFor } from './backends/registry';
export { compileRoutes, type CompiledRoutes } from './compile';
export type * from './route-plan';
