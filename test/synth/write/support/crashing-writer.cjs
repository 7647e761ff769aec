// A process that writes an output folder and is killed at one of its calls to the file system, half-way through it.
//
//   node crashing-writer.cjs <package> <folder> <artifacts.json> <call> [no-rename]
//
// `call` counts from 1; 0 = is not killed. `no-rename`: the folder cannot be renamed, as a mount point. Prints the
// number of calls and which of them renamed first, for the journal: from there on the folders change places.
const fs = require('node:fs');
const { join } = require('node:path');

const [, , packageFolder, folder, input, at, mode] = process.argv;
const { writeArtifacts } = require(join(packageFolder, 'dist/synth/write/write-artifacts.js'));
const artifacts = JSON.parse(fs.readFileSync(input, 'utf8'));
const original = { ...fs };
let calls = 0;
let firstRename = 0;

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
};

/** What such a call has done when the process ends in the middle of it. */
const halves = {
  writeSync: ([descriptor, bytes, offset]) => {
    original.writeSync(descriptor, bytes, offset, Math.floor((bytes.length - offset) / 2));
  },
  writeFileSync: ([path, text, options]) => {
    original.writeFileSync(path, String(text).slice(0, 3), options);
  },
  rmSync: ([path]) => {
    const isFolder = original.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const names = isFolder ? original.readdirSync(path) : [];
    for (const name of names.slice(0, Math.ceil(names.length / 2)))
      original.rmSync(join(path, name), { recursive: true });
  },
};

const counted = [
  ['openSync', 'writeSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'linkSync', 'symlinkSync', 'mkdirSync'],
  ['renameSync', 'unlinkSync', 'rmdirSync', 'rmSync', 'chmodSync', 'utimesSync', 'copyFileSync'],
].flat();
for (const name of counted)
  fs[name] = (...args) => {
    calls += 1;
    if (calls === Number(at)) {
      halves[name]?.(args);
      die();
    }
    if (name === 'renameSync') firstRename ||= calls;
    if (mode === 'no-rename' && name === 'renameSync' && args[0] === folder)
      throw Object.assign(new Error('EXDEV'), { code: 'EXDEV', syscall: 'rename', path: folder });
    return original[name](...args);
  };

const found = writeArtifacts(folder, artifacts, { force: false });
process.stdout.write(JSON.stringify({ calls, firstRename, found }));
