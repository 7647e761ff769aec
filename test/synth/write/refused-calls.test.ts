import fs, { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeArtifacts } from '../../../synth/write/write-artifacts';
import { artifactsOf, quickScratch, treeOf } from './support/tree';

const changing = [
  ...(['openSync', 'writeSync', 'writeFileSync', 'fsyncSync', 'linkSync', 'symlinkSync', 'mkdirSync'] as const),
  ...(['renameSync', 'rmSync', 'chmodSync', 'readFileSync', 'readdirSync', 'lstatSync'] as const),
];

const oldTree = { same: '1', changed: '2', 'gone/file': '3', 'deep/er/file': '4' };
const newTree = { same: '1', changed: 'new', 'added/file': '5', 'deep/er/file': 'new' };

let parent: string;
let out: string;
beforeEach(() => {
  parent = quickScratch();
  out = join(parent, 'out');
  writeArtifacts(out, artifactsOf(oldTree), { force: false });
  writeFileSync(join(out, 'notes.txt'), 'mine');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(parent, { recursive: true, force: true });
});

/** Writes while the system refuses one call with an error, counted over all kinds of calls; 0 = none. */
function writeWithRefusal(at: number, code: string): { found: readonly string[]; calls: number } {
  let calls = 0;
  for (const name of changing) {
    const original = fs[name] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      calls += 1;
      if (calls !== at) return original.apply(fs, args);
      throw Object.assign(new Error(code), { code, syscall: name.replace('Sync', ''), path: String(args[0]) });
    }) as never);
  }
  const found = writeArtifacts(out, artifactsOf(newTree), { force: false }).map((each) => each.code);
  jest.restoreAllMocks();
  return { found, calls };
}

/** What is there after a run, and after the next one, which nothing is refused to. */
function outcome({ found }: { found: readonly string[] }): unknown {
  const tree = JSON.stringify(treeOf(out));
  const isOld = tree === JSON.stringify(sorted({ ...oldTree, 'notes.txt': 'mine' }));
  const isNew = tree === JSON.stringify(sorted({ ...newTree, 'notes.txt': 'mine' }));
  // The lock names this process, which lives on, where a command has ended.
  rmSync(join(parent, '.out.lock'), { force: true });
  const again = writeArtifacts(out, artifactsOf(newTree), { force: false });
  return {
    is: isOld ? 'old' : isNew ? 'new' : 'mixture',
    found: [...new Set(found)],
    again: again.map(({ code }) => code),
    litter: readdirSync(parent).filter((name) => name !== 'out'),
  };
}

const sorted = (tree: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(tree).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const total = (() => {
  const folder = quickScratch();
  parent = folder;
  out = join(folder, 'out');
  writeArtifacts(out, artifactsOf(oldTree), { force: false });
  const { calls } = writeWithRefusal(0, '');
  rmSync(folder, { recursive: true, force: true });
  return calls;
})();
const points = Array.from({ length: total }, (_, index) => index + 1);

test('the run makes enough calls for the tests below to mean something', () => {
  expect(total).toBeGreaterThan(60);
});

test.each(['ENOSPC', 'EMFILE', 'EIO'])(
  '%s at any call keeps the old folder and is told, or leaves the new one',
  (code) => {
    const wrong = points.flatMap((point) => {
      for (const name of readdirSync(parent)) rmSync(join(parent, name), { recursive: true });
      writeArtifacts(out, artifactsOf(oldTree), { force: false });
      writeFileSync(join(out, 'notes.txt'), 'mine');
      const seen = outcome(writeWithRefusal(point, code)) as {
        is: string;
        found: string[];
        again: string[];
        litter: string[];
      };
      const told = seen.is === 'old' ? ['output/io'] : ['output/leftover'];
      const isRight =
        seen.is !== 'mixture' &&
        (JSON.stringify(seen.found) === JSON.stringify(told) || (seen.is === 'new' && seen.found.length === 0)) &&
        seen.again.length === 0 &&
        seen.litter.length === 0;
      return isRight ? [] : [{ point, ...seen }];
    });
    expect(wrong).toEqual([]);
  },
);

test('a full disk is named with the file and the cause', () => {
  jest.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
  });
  const [found] = writeArtifacts(out, artifactsOf(newTree), { force: false });
  expect(found?.message).toMatch(/^cannot write ".*": the disk is full \(ENOSPC\)/);
});

test('a fault that is not of the operating system is thrown, with the old folder in place and unlocked', () => {
  const renameSync = jest.spyOn(fs, 'renameSync').mockImplementation(() => {
    throw new TypeError('ours');
  });
  expect(() => writeArtifacts(out, artifactsOf(newTree), { force: false })).toThrow('ours');
  renameSync.mockRestore();
  expect(treeOf(out)).toEqual(sorted({ ...oldTree, 'notes.txt': 'mine' }));
  expect(writeArtifacts(out, artifactsOf(newTree), { force: false })).toEqual([]);
});
