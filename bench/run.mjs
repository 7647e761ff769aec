// Runs a benchmark written in TypeScript: node bench/run.mjs <name> [arguments]. Without a name it lists them.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from '../scripts/load-typescript.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .sort();
const [name, ...rest] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  process.stderr.write(`usage: node bench/run.mjs <name> [arguments]\nnames: ${names.join(', ')}\n`);
  process.exit(name === undefined ? 0 : 3);
}

process.argv = [process.argv[0], join(folder, `${name}.ts`), ...rest];
loadTypeScript(join(folder, `${name}.ts`));
