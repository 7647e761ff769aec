import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, root, run } from './steps.mjs';

const examples = ['hello-polyglot', 'online-boutique'];

if (!install() || !build()) process.exit(1);
for (const example of examples) {
  const out = join('out', example);
  const input = join('examples', example, 'obinexus.yml');
  if (!existsSync(join(root, input))) throw new Error(`demo: ${input} is missing`);
  process.stdout.write(`\n${example}\n`);
  if (!run(process.execPath, ['dist/cli/obinexus.js', 'plan', input])) process.exit(1);
  if (!run(process.execPath, ['dist/cli/obinexus.js', 'synth', input, '--out', out])) process.exit(1);
}
