import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTextFile } from '../../../synth/write/write-file';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'obinexus-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codes = (path: string, text = 'new'): string[] => writeTextFile(path, text).map(({ code }) => code);

test('a new file holds exactly the text, in UTF-8, and nothing else is left beside it', () => {
  expect(codes(join(folder, 'plan.html'), 'é\u{1f30d}\n')).toEqual([]);
  expect(readFileSync(join(folder, 'plan.html'), 'utf8')).toBe('é\u{1f30d}\n');
  expect(readdirSync(folder)).toEqual(['plan.html']);
});

test('an existing file is replaced, keeps its mode, and who has it open still reads the old one', () => {
  const path = join(folder, 'plan.html');
  writeFileSync(path, 'old, and longer than the new');
  chmodSync(path, 0o640);
  const before = statSync(path).ino;
  expect(codes(path)).toEqual([]);
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(statSync(path).ino).not.toBe(before);
});

test('a link stays a link, and what it points to is replaced', () => {
  writeFileSync(join(folder, 'target.html'), 'old');
  symlinkSync('target.html', join(folder, 'link.html'));
  expect(codes(join(folder, 'link.html'))).toEqual([]);
  expect(readFileSync(join(folder, 'target.html'), 'utf8')).toBe('new');
  expect(readdirSync(folder).toSorted()).toEqual(['link.html', 'target.html']);
});

test('a folder, a device and a folder that is missing are refused, and nothing is left', () => {
  mkdirSync(join(folder, 'plan.html'));
  expect(codes(join(folder, 'plan.html'))).toEqual(['output/io']);
  expect(codes('/dev/null')).toEqual(['output/io']);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  expect(codes(join(folder, 'missing', 'plan.html'))).toEqual(['output/io']);
  expect(writeTextFile(join(folder, 'missing', 'plan.html'), '')[0]?.message).toContain(
    `there is no folder "${join(folder, 'missing')}"; nothing was changed`,
  );
  expect(codes(join(folder, 'plan.html', 'x', '..', '..', 'y', 'z'))).toEqual(['output/io']);
  expect(readdirSync(folder)).toEqual(['plan.html']);
});

test('where the draft of another run is in the way, the old file stays as it was', () => {
  const path = join(folder, 'plan.html');
  writeFileSync(path, 'old');
  mkdirSync(join(folder, `.plan.html.draft-${process.pid}`));
  expect(codes(path)).toEqual(['output/io']);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(existsSync(join(folder, `.plan.html.draft-${process.pid}`))).toBe(true);
});
