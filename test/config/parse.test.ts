import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../lib/config/parse';

const root = join(__dirname, '..', '..');

describe('parseConfig', () => {
  test("accepts the vision's document and nothing has to be added", () => {
    const text = `
services:
  api: { language: python, framework: fastapi, geo_enabled: true }
  engine: { language: rust, type: compute, mesh_topology: distributed }
  frontend: { language: typescript, framework: react, geo_services: [api, nearby_devices] }
`;
    expect(parseConfig(text, 'obinexus.yml', { defaultName: 'hello' })).toMatchObject({
      diagnostics: [],
      spec: {
        name: 'hello',
        services: {
          api: { language: 'python', framework: 'fastapi', geoEnabled: true },
          engine: { language: 'rust', type: 'compute', meshTopology: 'distributed' },
          frontend: { language: 'typescript', framework: 'react', geoServices: ['api', 'nearby_devices'] },
        },
      },
    });
  });

  test.each(['hello-polyglot', 'online-boutique'])('reads examples/%s without a finding', (example) => {
    const file = join('examples', example, 'obinexus.yml');
    const { spec, diagnostics } = parseConfig(readFileSync(join(root, file), 'utf8'), file);
    expect(diagnostics).toEqual([]);
    expect(spec?.name).toBe(example);
  });
});
