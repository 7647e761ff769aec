import { spawn } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { resolveTarget } from '../../../synth/write/target';
import { recover } from '../../../synth/write/swap';
import { writeArtifacts } from '../../../synth/write/write-artifacts';
import { builtPackage } from '../../support/built-package';
import { artifactsOf, quickScratch, treeOf } from './support/tree';

type Tree = Readonly<Record<string, string>>;

/** Two outputs that share some files, differ in others, and swap a file for a folder. */
const versions: readonly [Tree, Tree] = [version('one'), version('two')];

function version(word: string): Tree {
  const tree: Record<string, string> = { [word === 'one' ? 'turn' : 'turn/inside']: word, [`only-${word}/file`]: word };
  for (let index = 0; index < 200; index += 1)
    tree[`kubernetes/region-${index % 8}/${index}.yaml`] = index % 4 === 0 ? 'same' : `${word} ${index}`;
  return tree;
}

const foreign = { 'notes.txt': 'mine', 'kubernetes/region-0/mine.txt': 'mine too' };

interface Ending {
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

function writeInChild(parent: string, which: 0 | 1, at: number, mode = ''): Promise<Ending> {
  const writer = join(__dirname, 'support/crashing-writer.cjs');
  const args = [writer, builtPackage(), join(parent, 'out'), join(parent, `version-${which}.json`), String(at), mode];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const output: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk));
    child.on('error', reject).on('close', (_, signal) => resolve({ signal, output: output.join('') }));
  });
}

/** A folder with the first version and foreign files in it, and the two versions for the child to read. */
function prepare(): string {
  const parent = quickScratch();
  for (const which of [0, 1] as const)
    writeFileSync(join(parent, `version-${which}.json`), JSON.stringify(artifactsOf(versions[which])));
  writeArtifacts(join(parent, 'out'), artifactsOf(versions[0]), { force: false });
  for (const [path, text] of Object.entries(foreign)) writeFileSync(join(parent, 'out', path), text);
  return parent;
}

/** Which version is in the folder, with every foreign file; a mixture is none. */
function versionIn(parent: string): 0 | 1 | 'mixture' {
  const tree = treeOf(join(parent, 'out'));
  const found = versions.findIndex((each) => isDeepStrictEqual(tree, { ...each, ...foreign }));
  return found === 0 || found === 1 ? found : 'mixture';
}

interface Calls {
  readonly calls: number;
  /** The journal appears: from here on the folders change places. */
  readonly firstRename: number;
}

/** The calls that a run makes, by the version that it writes over the other. */
async function countCalls(mode: string): Promise<readonly [Calls, Calls]> {
  const parent = prepare();
  const callsOf = async (which: 0 | 1): Promise<Calls> =>
    JSON.parse((await writeInChild(parent, which, 0, mode)).output) as Calls;
  const second = await callsOf(1);
  const first = await callsOf(0);
  rmSync(parent, { recursive: true });
  return [first, second];
}

/** Which call of a run. */
type CrashPoint = (run: Calls) => number;

/** Each of the calls around the change of places, and as many others spread evenly over the whole run. */
function crashPoints(kills: number, around: number): CrashPoint[] {
  return Array.from({ length: kills }, (_, index): CrashPoint => {
    if (index < around) return ({ firstRename }) => firstRename - 4 + index;
    return ({ calls }) => Math.ceil(((index - around + 0.5) / (kills - around)) * calls);
  });
}

/** Kills a writer at each point in turn, each time from the version that the last one left. */
async function killAt(
  points: readonly CrashPoint[],
  runs: readonly [Calls, Calls],
  mode: string,
): Promise<Record<string, number>> {
  const parent = prepare();
  const seen = { old: 0, new: 0, mixture: 0, unkilled: 0, littered: 0 };
  let current: 0 | 1 = 0;
  for (const point of points) {
    const next = current === 0 ? 1 : 0;
    const { signal } = await writeInChild(parent, next, point(runs[next]), mode);
    if (signal !== 'SIGKILL') seen.unkilled += 1;
    const target = resolveTarget(join(parent, 'out'));
    if ('code' in target) throw new Error(target.message);
    recover(target);
    const found = versionIn(parent);
    if (found === 'mixture') {
      seen.mixture += 1;
      break;
    }
    seen[found === current ? 'old' : 'new'] += 1;
    // The lock names a dead process and is taken over by the next run, which leaves nothing beside the folder.
    writeArtifacts(join(parent, 'out'), artifactsOf(versions[found]), { force: false });
    const litter = readdirSync(parent).filter((name) => name.startsWith('.'));
    if (litter.length > 0 || versionIn(parent) !== found) seen.littered += 1;
    current = found;
  }
  rmSync(parent, { recursive: true });
  return seen;
}

async function killInTwoFolders(kills: number, around: number, mode: string): Promise<Record<string, number>> {
  const runs = await countCalls(mode);
  const points = crashPoints(kills, around);
  const halves = await Promise.all(
    [0, 1].map((half) =>
      killAt(
        points.filter((_, index) => index % 2 === half),
        runs,
        mode,
      ),
    ),
  );
  const [first = {}, second = {}] = halves;
  return Object.fromEntries(Object.entries(first).map(([name, value]) => [name, value + (second[name] ?? 0)]));
}

test('a writer killed with SIGKILL at 200 points leaves the old or the new folder 200 times, and no litter', async () => {
  const seen = await killInTwoFolders(200, 24, '');
  expect(seen).toEqual({ old: expect.any(Number), new: expect.any(Number), mixture: 0, unkilled: 0, littered: 0 });
  expect((seen['old'] ?? 0) + (seen['new'] ?? 0)).toBe(200);
  expect(seen['new']).toBeGreaterThan(20);
  expect(seen['old']).toBeGreaterThan(90);
}, 180_000);

test('where the folder cannot be renamed, a writer killed at 60 points leaves the old or the new files 60 times', async () => {
  const seen = await killInTwoFolders(60, 24, 'no-rename');
  expect(seen).toEqual({ old: expect.any(Number), new: expect.any(Number), mixture: 0, unkilled: 0, littered: 0 });
  expect((seen['old'] ?? 0) + (seen['new'] ?? 0)).toBe(60);
}, 120_000);

test('six writers at once: one version is in the folder as a whole, and who did not write says that it is locked', async () => {
  const parent = prepare();
  const runs = [1, 0, 1, 0, 1, 0] as const;
  const endings = await Promise.all(runs.map((which) => writeInChild(parent, which, 0)));
  const codes = endings.flatMap(({ output }) => (JSON.parse(output) as { found: { code: string }[] }).found);
  expect(codes.filter(({ code }) => code !== 'output/locked')).toEqual([]);
  expect(versionIn(parent)).not.toBe('mixture');
  expect(readdirSync(parent).filter((name) => name.startsWith('.'))).toEqual([]);
  rmSync(parent, { recursive: true });
});
