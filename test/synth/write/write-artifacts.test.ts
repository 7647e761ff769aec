import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writeArtifacts } from '../../../synth/write/write-artifacts';
import { artifactsOf, scratch, treeOf } from './support/tree';

let parent: string;
let out: string;
beforeEach(() => {
  parent = scratch();
  out = join(parent, 'out');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function write(tree: Readonly<Record<string, string>>, options = { force: false }): string[] {
  return writeArtifacts(out, artifactsOf(tree), options).map(({ code, path }) => `${code} ${path}`);
}

describe('what ends up in the folder', () => {
  test('a first run makes the folder, the folders above it and the record, and nothing beside it', () => {
    out = join(parent, 'a/b/out');
    expect(write({ 'x/1.yaml': 'one', 'model.json': '{}' })).toEqual([]);
    expect(treeOf(out)).toEqual({ 'model.json': '{}', 'x/1.yaml': 'one' });
    expect(readdirSync(join(parent, 'a/b'))).toEqual(['out']);
  });

  test('the record is sorted lines that sha256sum reads, in a file that kubectl does not', () => {
    write({ b: 'two', a: 'one' });
    expect(readFileSync(join(out, '.obinexus-files'), 'utf8')).toBe(
      '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  a\n' +
        '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3  b\n',
    );
  });

  test('files of the last run that are no more part of the output are removed, with their empty folders', () => {
    write({ 'x/y/1': '1', 'x/2': '2', '3': '3' });
    expect(write({ 'x/2': 'new' })).toEqual([]);
    expect(treeOf(out)).toEqual({ 'x/2': 'new' });
  });

  test('a file becomes a folder and a folder a file', () => {
    write({ a: '1', 'b/c': '2' });
    expect(write({ 'a/d': '3', b: '4' })).toEqual([]);
    expect(treeOf(out)).toEqual({ 'a/d': '3', b: '4' });
  });

  test('an empty output leaves an empty folder', () => {
    write({ a: '1' });
    expect(write({})).toEqual([]);
    expect(treeOf(out)).toEqual({});
  });

  test('unchanged output touches neither a file nor the folder', () => {
    write({ 'x/1': 'one', '2': 'two' });
    const before = [out, join(out, 'x'), join(out, 'x/1'), join(out, '.obinexus-files')].map(identity);
    expect(write({ '2': 'two', 'x/1': 'one' })).toEqual([]);
    expect([out, join(out, 'x'), join(out, 'x/1'), join(out, '.obinexus-files')].map(identity)).toEqual(before);
  });

  test('of a changed output the unchanged files stay the very same files', () => {
    write({ same: 'one', changed: 'two' });
    const before = identity(join(out, 'same'));
    write({ same: 'one', changed: 'three' });
    expect(identity(join(out, 'same'))).toBe(before);
  });

  function identity(path: string): string {
    const { ino, mtimeMs } = statSync(path);
    return `${ino} ${mtimeMs}`;
  }
});

describe('what is not ours', () => {
  test('foreign files, links, empty folders and permissions survive a run', () => {
    write({ 'x/1': 'one' });
    writeFileSync(join(out, 'notes.txt'), 'mine');
    chmodSync(join(out, 'notes.txt'), 0o640);
    mkdirSync(join(out, 'x/deep/empty'), { recursive: true });
    writeFileSync(join(out, 'x/run.sh'), '#!/bin/sh');
    chmodSync(join(out, 'x'), 0o750);
    symlinkSync('/etc/passwd', join(out, 'x/link'));
    symlinkSync('/nowhere', join(out, 'broken'));
    expect(write({ 'y/2': 'two' })).toEqual([]);
    expect(treeOf(out)).toEqual({
      broken: '-> /nowhere',
      'notes.txt': 'mine',
      'x/deep/empty': '-',
      'x/link': '-> /etc/passwd',
      'x/run.sh': '#!/bin/sh',
      'y/2': 'two',
    });
    expect([join(out, 'notes.txt'), join(out, 'x')].map((path) => statSync(path).mode & 0o777)).toEqual([0o640, 0o750]);
  });

  test('an edited file of ours is refused with its name and stays, whether it would change or go', () => {
    write({ a: '1', b: '2', c: '3' });
    writeFileSync(join(out, 'a'), 'edited');
    writeFileSync(join(out, 'b'), 'edited');
    expect(write({ a: 'new', c: 'new' })).toEqual([
      `output/edited-file ${join(out, 'a')}`,
      `output/edited-file ${join(out, 'b')}`,
    ]);
    expect(treeOf(out)).toEqual({ a: 'edited', b: 'edited', c: '3' });
    expect(write({ a: 'new', c: 'new' }, { force: true })).toEqual([]);
    expect(treeOf(out)).toEqual({ a: 'new', c: 'new' });
  });

  test('a file edited to what the run writes is no conflict, and a file deleted by hand comes back', () => {
    write({ a: '1', b: '2' });
    writeFileSync(join(out, 'a'), 'new');
    rmSync(join(out, 'b'));
    expect(write({ a: 'new', b: '2' })).toEqual([]);
    expect(treeOf(out)).toEqual({ a: 'new', b: '2' });
  });

  test('a foreign file in the way is refused even with force, one with the same bytes becomes ours', () => {
    write({});
    writeFileSync(join(out, 'a'), 'foreign');
    writeFileSync(join(out, 'b'), 'same');
    expect(write({ a: '1', b: 'same' }, { force: true })).toEqual([`output/foreign-file ${join(out, 'a')}`]);
    expect(write({ b: 'same' })).toEqual([]);
    expect(write({})).toEqual([]);
    expect(treeOf(out)).toEqual({ a: 'foreign' });
  });

  test('a foreign file where a folder must be, and a filled or empty folder where a file must be, are refused', () => {
    write({});
    mkdirSync(join(out, 'full'));
    mkdirSync(join(out, 'empty'));
    writeFileSync(join(out, 'full/x'), '');
    writeFileSync(join(out, 'flat'), '');
    writeFileSync(join(out, 'Case'), '');
    expect(write({ 'flat/1': '1', full: '2', empty: '3', case: '4' })).toEqual(
      ['Case', 'empty', 'flat', 'full'].map((name) => `output/foreign-file ${join(out, name)}`),
    );
  });

  test('a record that was tampered with makes no run touch a file outside of the folder', () => {
    write({ a: '1' });
    writeFileSync(join(parent, 'victim'), '1');
    const digest = readFileSync(join(out, '.obinexus-files'), 'utf8').slice(0, 64);
    writeFileSync(
      join(out, '.obinexus-files'),
      `${digest}  ../victim\n${digest}  /etc/hostname\nrubbish\n${digest}  a\n`,
    );
    expect(write({ b: '2' })).toEqual([]);
    expect(readFileSync(join(parent, 'victim'), 'utf8')).toBe('1');
    expect(treeOf(out)).toEqual({ b: '2' });
  });
});

describe('which folders are refused', () => {
  const cases: readonly (readonly [string, () => string, string])[] = [
    ['the root of the disk', () => '/', 'output/protected-folder'],
    ['the home folder', () => homedir(), 'output/protected-folder'],
    ['the working directory', () => '.', 'output/protected-folder'],
    ['a folder above the working directory', () => '..', 'output/protected-folder'],
    ['a file', () => file(join(parent, 'file')), 'output/not-a-folder'],
    ['a link to a system folder', () => link('/etc', join(parent, 'link')), 'output/not-a-folder'],
    ['a link to an empty folder', () => link(parent, join(parent, 'link')), 'output/not-a-folder'],
    ['a broken link', () => link('/nowhere/at/all', join(parent, 'link')), 'output/not-a-folder'],
    ['a folder below a file', () => join(file(join(parent, 'file')), 'out'), 'output/io'],
    ['a name that is too long', () => join(parent, 'x'.repeat(300)), 'output/io'],
    ['a loop of links', () => join(link(join(parent, 'loop'), join(parent, 'loop')), 'out'), 'output/io'],
    ['a filled folder elsewhere that is not ours', () => folder(join(parent, 'filled')), 'output/outside-root'],
  ];
  test.each(cases)('%s', (_, make, code) => {
    const directory = make();
    const before = existsSync(directory) && lstatSync(directory).isDirectory() ? readdirSync(directory) : undefined;
    const found = writeArtifacts(directory, artifactsOf({ a: '1' }), { force: true });
    expect(found.map((each) => each.code)).toEqual([code]);
    expect(before === undefined ? undefined : readdirSync(directory)).toEqual(before);
  });

  function file(path: string): string {
    writeFileSync(path, 'content');
    return path;
  }
  function link(to: string, path: string): string {
    symlinkSync(to, path);
    return path;
  }
  function folder(path: string): string {
    mkdirSync(path);
    writeFileSync(join(path, 'somebody'), '');
    return path;
  }

  test('a link among the folders above is followed, and the folder itself is never reached through one', () => {
    mkdirSync(join(parent, 'real'));
    symlinkSync(join(parent, 'real'), join(parent, 'alias'));
    out = join(parent, 'alias/out');
    expect(write({ a: '1' })).toEqual([]);
    expect(treeOf(join(parent, 'real/out'))).toEqual({ a: '1' });
  });

  test('a link inside the folder is not followed: what it points to is neither written nor removed', () => {
    mkdirSync(join(parent, 'elsewhere'));
    write({ 'kubernetes/a': '1' });
    rmSync(join(out, 'kubernetes'), { recursive: true });
    symlinkSync(join(parent, 'elsewhere'), join(out, 'kubernetes'));
    expect(write({ 'kubernetes/a': '2' }, { force: true })).toEqual([`output/foreign-file ${join(out, 'kubernetes')}`]);
    expect(readdirSync(join(parent, 'elsewhere'))).toEqual([]);
  });

  test('a planted staging link, journal or lock beside the folder leads nowhere', () => {
    mkdirSync(join(parent, 'victim'));
    writeFileSync(join(parent, 'victim/file'), 'precious');
    symlinkSync(join(parent, 'victim'), join(parent, `.out.staging-${process.pid}`));
    symlinkSync(join(parent, 'victim/file'), join(parent, `.out.journal-${process.pid}`));
    const planted = { way: 'swap', staging: '../victim', old: '.out.old-1', record: '' };
    writeFileSync(join(parent, '.out.journal'), JSON.stringify(planted));
    expect(write({ a: '1' })).toEqual([]);
    expect(readFileSync(join(parent, 'victim/file'), 'utf8')).toBe('precious');
    expect(readdirSync(parent).toSorted()).toEqual(['out', 'victim']);
  });

  test('a read-only folder and a parent that cannot be written to are refused and keep their content', () => {
    write({ a: '1' });
    chmodSync(out, 0o555);
    expect(write({ a: '2' })).toEqual([`output/io ${out}`]);
    expect(treeOf(out)).toEqual({ a: '1' });
    chmodSync(out, 0o755);
    expect(writeArtifacts('/proc/obinexus/out', [], { force: false }).map(({ code }) => code)).toEqual(['output/io']);
  });
});

describe('which paths are refused', () => {
  test.each([
    ['../evil', 'output/illegal-path'],
    ['a/../../evil', 'output/illegal-path'],
    ['/etc/evil', 'output/illegal-path'],
    ['', 'output/illegal-path'],
    ['a//b', 'output/illegal-path'],
    ['./a', 'output/illegal-path'],
    ['a/', 'output/illegal-path'],
    ['a\\b', 'output/illegal-path'],
    ['a\u0000b', 'output/illegal-path'],
    ['a b', 'output/illegal-path'],
    ['CON', 'output/illegal-path'],
    ['x/aux.yaml', 'output/illegal-path'],
    ['dot.', 'output/illegal-path'],
    ['x'.repeat(256), 'output/illegal-path'],
    ['.obinexus-files', 'output/illegal-path'],
  ])('%j', (path, code) => {
    expect(writeArtifacts(out, [{ path, text: '' }], { force: false }).map((each) => each.code)).toEqual([code]);
    expect(readdirSync(parent)).toEqual([]);
  });

  test('equal names, names that differ in case and a file that is also a folder clash, all told at once', () => {
    const artifacts = ['a', 'a', 'b/x', 'B/X', 'c', 'C/d'].map((path) => ({ path, text: '' }));
    expect(writeArtifacts(out, artifacts, { force: false }).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'output/path-clash B/X',
      'output/path-clash C/d',
      'output/path-clash a',
    ]);
  });

  test('names of prototypes are names like any other', () => {
    const tree = Object.fromEntries(['constructor', 'toString', 'hasOwnProperty/x'].map((path) => [path, '1']));
    expect(write({ ...tree, ['__proto__/y']: '2' })).toEqual([]);
    expect(readdirSync(out).toSorted()).toEqual(
      ['.obinexus-files', '__proto__', 'constructor', 'hasOwnProperty', 'toString'].toSorted(),
    );
  });
});

test('text of every kind is written as UTF-8, byte for byte', () => {
  const text = 'é\u0000\u2028\u{1f600}\r\n\ufeff'.repeat(10_000);
  write({ a: text });
  expect(readFileSync(join(out, 'a'), 'utf8')).toBe(text);
});
