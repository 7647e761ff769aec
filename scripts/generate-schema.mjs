// Writes schema/obinexus.schema.json from lib/config/schema.ts, formatted as prettier would.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { loadTypeScript } from './load-typescript.mjs';
import { root } from './steps.mjs';

const { stackSchema } = loadTypeScript('../lib/config/schema.ts');
const file = join(root, 'schema', 'obinexus.schema.json');
const options = { ...(await resolveConfig(file)), filepath: file };
writeFileSync(file, await format(JSON.stringify(stackSchema), options));
process.stdout.write('schema/obinexus.schema.json\n');
