import type { Artifact } from '../lib/model/artifact';
import type { templates } from './command-table';

export type Template = (typeof templates)[number];

/** The files of a new project. `schema` is the text of the document's JSON Schema, for editors. */
export function projectFiles(name: string, template: Template, schema: string, version: string): Artifact[] {
  switch (template) {
    case 'yml':
      return [
        { path: '.gitignore', text: 'out/\n' },
        { path: 'obinexus.schema.json', text: schema },
        { path: 'obinexus.yml', text: document(name) },
      ];
    case 'typescript':
      return [
        { path: '.gitignore', text: 'node_modules/\nout/\ndist/\n*.js\n' },
        { path: 'cdk8s.yaml', text: 'language: typescript\napp: npx tsc && node main.js\n' },
        { path: 'main.ts', text: program(name) },
        { path: 'package.json', text: packageJson(name, version) },
        { path: 'tsconfig.json', text: tsconfig },
      ];
  }
}

const document = (name: string): string => `# yaml-language-server: $schema=./obinexus.schema.json
name: ${name}

# Without regions everything runs in one region "local". With two or more, say how they are wired:
# topology: { kind: hybrid, survive: 1 }
# regions:
#   - { code: aws:eu-west-2, gateway: 192.0.2.10 }
#   - { code: aws:us-east-1, gateway: 192.0.2.20 }
# demand: { cities: { min_population: 1000000 }, requests_per_second: 2000 }

services:
  api:
    language: python
    framework: fastapi
    geo_enabled: true
    calls: [engine]
  engine:
    language: rust
    type: compute
  frontend:
    language: typescript
    framework: react
    public: true
    geo_services: [api, nearby_devices]
`;

const program = (
  name: string,
): string => `import { App, Demand, GeoRegion, Service, Stack, Topology } from '@obinexus/iaas';

const app = new App();
const stack = new Stack(app, '${name}', {
  topology: Topology.hybrid({ survive: 1 }),
  demand: Demand.cities({ minPopulation: 1_000_000, requestsPerSecond: 2_000 }),
});

// The gateway is the address at which the other regions reach a region.
GeoRegion.of(stack, 'aws:eu-west-2', { gateway: '192.0.2.10' });
GeoRegion.of(stack, 'aws:us-east-1', { gateway: '192.0.2.20' });
GeoRegion.of(stack, 'aws:ap-northeast-1', { gateway: '192.0.2.30' });

const engine = new Service(stack, 'engine', { language: 'rust', type: 'compute' });
const api = new Service(stack, 'api', {
  language: 'python',
  framework: 'fastapi',
  geoEnabled: true,
  geo: { regions: { min: 2, max: 3 } },
});
const frontend = new Service(stack, 'frontend', {
  language: 'typescript',
  framework: 'react',
  public: true,
  geoEnabled: true,
});
frontend.calls(api, { perRequest: 2 });
api.calls(engine);

app.synth();
`;

function packageJson(name: string, version: string): string {
  const content = {
    name,
    private: true,
    scripts: { plan: 'obinexus plan', synth: 'obinexus synth' },
    dependencies: { '@obinexus/iaas': `^${version}`, cdk8s: '^2.70.106', constructs: '^10.8.1' },
    devDependencies: { '@types/node': '^20.19.0', typescript: '^5.9.0' },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

const tsconfig = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "node16",
    "strict": true,
    "skipLibCheck": true,
    "types": ["node"]
  },
  "include": ["*.ts"]
}
`;
