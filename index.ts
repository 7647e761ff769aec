/**
 * The package's root: constructs and the types of every stage. Loads no synthesizer and neither cdk8s nor cdktf; the
 * first `app.synth()` does.
 */
import type * as runAppModule from './cli/run-app';
import type { App } from './constructs/app';
import { registerSynthesizer } from './constructs/synthesizer';

export { App, type AppProps } from './constructs/app';
export { Demand } from './constructs/demand';
export { ExternalService, type ExternalServiceProps } from './constructs/external-service';
export { GeoRegion, type GeoRegionProps } from './constructs/geo-region';
export { Latency } from './constructs/latency';
export { Service, type ServiceProps } from './constructs/service';
export { Stack, type StackProps } from './constructs/stack';
export { Topology } from './constructs/topology';
export { fromSpec } from './constructs/from-spec';
export { toModel } from './constructs/to-model';
export type { Artifact } from './lib/model/artifact';
export type { Diagnostic, DiagnosticCode, Origin } from './lib/model/diagnostic';
export type { Json, JsonObject, JsonPatchOperation } from './lib/model/json';
export type { Model } from './lib/model/model';
export type { StackSpec } from './lib/model/spec';
export type { Plan } from './lib/plan/plan';
export type { RoutePlan } from './lib/router/route-plan';

registerSynthesizer((app) => {
  // oxlint-disable-next-line typescript/no-require-imports -- loaded when a program synthesizes, not when it imports
  const { runApp } = require('./cli/run-app') as typeof runAppModule;
  runApp(app as App);
});
