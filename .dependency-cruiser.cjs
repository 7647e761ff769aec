/**
 * The direction of imports: `lib <- constructs <- synth <- cli`, and inside lib `model <- geo <- plan <- topology <-
 * router`; `report` sees what is planned. Each rule is proved to fire by a planted violation in test/layers.test.ts.
 */
const libExcept = (...folders) =>
  `^(lib/(?!(?:${folders.join('|')})/)[^/]+/|constructs/|synth/|cli/|testing/|index\\.ts$)`;

const layer = (name, folder, ...mayImport) => ({
  name,
  severity: 'error',
  from: { path: `^lib/${folder}/` },
  to: { path: libExcept(folder, ...mayImport) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    layer('model-imports-nothing', 'model'),
    layer('emit-imports-nothing', 'emit'),
    layer('geo-sees-model', 'geo', 'model'),
    layer('plan-sees-geo', 'plan', 'model', 'geo'),
    layer('topology-sees-plan', 'topology', 'model', 'geo', 'plan'),
    layer('router-sees-topology', 'router', 'model', 'geo', 'plan', 'topology', 'emit'),
    layer('config-sees-model', 'config', 'model'),
    layer('report-sees-plan', 'report', 'model', 'geo', 'plan', 'emit'),
    {
      name: 'lib-is-pure',
      severity: 'error',
      from: { path: '^lib/' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-optional'],
        pathNot: 'node_modules/(ajv|geolib|yaml)/',
      },
    },
    {
      name: 'constructs-see-model',
      severity: 'error',
      from: { path: '^constructs/' },
      to: { path: '^(lib/(?!model/|geo/regions\\.ts$)|synth/|cli/|testing/|index\\.ts$)' },
    },
    {
      name: 'constructs-are-pure',
      severity: 'error',
      from: { path: '^constructs/' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-optional'],
        pathNot: 'node_modules/constructs/',
      },
    },
    {
      name: 'synth-never-sees-cli',
      severity: 'error',
      from: { path: '^synth/' },
      to: { path: '^(cli/|testing/|index\\.ts$)' },
    },
    {
      name: 'only-synth-sees-the-engines',
      severity: 'error',
      from: { pathNot: '^synth/' },
      to: { path: 'node_modules/(cdk8s|cdktf|@cdktf)/' },
    },
    {
      name: 'only-terraform-sees-cdktf',
      severity: 'error',
      from: { pathNot: '^synth/terraform/' },
      to: { path: 'node_modules/(cdktf|@cdktf)/' },
    },
    {
      name: 'no-provider-root',
      severity: 'error',
      from: {},
      to: { path: 'node_modules/@cdktf/provider-kubernetes/lib/index\\.' },
    },
    {
      name: 'disk-only-through-the-doors',
      severity: 'error',
      from: { path: '^(synth/(?!write/)|testing/)' },
      to: { path: '^(node:)?(fs|fs/promises|child_process|net|http|https|dns)$' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
