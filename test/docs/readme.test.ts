import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtPackage, projectFolder } from '../support/built-package';

const readme = resolve(__dirname, '../../README.md');
const text = readFileSync(readme, 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';
const printed = /<!-- plan:begin -->\n+```\n([\s\S]*?)```\n+<!-- plan:end -->/;

function planOf(file: string, content: string): string {
  const project = projectFolder();
  try {
    writeFileSync(join(project, file), content);
    const run = spawnSync(process.execPath, [join(builtPackage(), 'dist/cli/obinexus.js'), 'plan', file], {
      cwd: project,
      encoding: 'utf8',
    });
    expect({ status: run.status, stderr: run.status === 0 ? '' : run.stderr }).toEqual({ status: 0, stderr: '' });
    return run.stdout;
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

test('the program of the README prints the plan that the README shows, and so does its document', () => {
  const plan = planOf('main.ts', block('ts'));
  if (process.env['UPDATE_GOLDEN'] === '1')
    writeFileSync(
      readme,
      text.replace(
        /<!-- plan:begin -->[\s\S]*<!-- plan:end -->/,
        `<!-- plan:begin -->\n\n\`\`\`\n${plan}\`\`\`\n\n<!-- plan:end -->`,
      ),
    );
  expect(plan).toBe(printed.exec(readFileSync(readme, 'utf8'))?.[1]);
  expect(planOf('obinexus.yml', block('yaml'))).toBe(plan);
}, 120_000);
