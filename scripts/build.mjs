import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, root } from './steps.mjs';

rmSync(join(root, 'dist'), { recursive: true, force: true });
process.exit(install() && build() ? 0 : 1);
