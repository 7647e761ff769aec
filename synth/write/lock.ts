import { spawnSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { ioCause } from './failure';

/** Who writes a folder: a process is known by its id and its start, since ids are used again. */
interface Holder {
  readonly pid: number;
  readonly start: string;
  readonly host: string;
}

export type Locking = { readonly release: () => void } | { readonly heldBy: string };

/**
 * Takes the lock file or says who holds it. It appears with its content in one step (a hard link to a finished file),
 * so a process killed at any moment leaves either no lock or one that names a dead process, which is taken over.
 */
export function acquireLock(path: string): Locking {
  const own: Holder = { pid: process.pid, start: startOf(process.pid) ?? unknownStart, host: hostname() };
  const content = `${own.pid} ${own.start} ${own.host}\n`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createWith(path, content)) return { release: () => releaseLock(path, content) };
    const seen = readLock(path);
    if (seen === undefined) continue;
    const holder = liveHolder(path, seen);
    if (holder !== undefined) return { heldBy: holder };
    takeAway(path, seen);
  }
  return { heldBy: 'several other processes' };
}

function createWith(path: string, content: string): boolean {
  const draft = `${path}-${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    return createExclusively(path, content);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** For file systems without hard links. */
function createExclusively(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Words for the holder, or undefined when it is certainly gone. */
function liveHolder(path: string, content: string): string | undefined {
  const [, pid, start, host] = /^(\d+) (.*) (\S+)\n$/.exec(content) ?? [];
  if (pid === undefined || start === undefined || host === undefined)
    return isOlderThan(path, unfinishedSeconds) ? undefined : 'another process';
  // Of another machine or container only the age is known; a write takes seconds.
  if (host !== hostname()) return isOlderThan(path, foreignSeconds) ? undefined : `process ${pid} on ${host}`;
  const actual = startOf(Number(pid));
  const same = actual === start || actual === unknownStart || start === unknownStart;
  return actual !== undefined && same ? `process ${pid}` : undefined;
}

const unknownStart = '-';

const unfinishedSeconds = 10;
const foreignSeconds = 600;

function isOlderThan(path: string, seconds: number): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > seconds * 1000;
  } catch {
    return true;
  }
}

/** Removes a stale lock. The rename gives it to one process alone; a lock that was renewed meanwhile is put back. */
function takeAway(path: string, seen: string): void {
  const aside = `${path}-stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readLock(aside) !== seen) createWith(path, readLock(aside) ?? seen);
  rmSync(aside, { force: true });
}

/** A lock that cannot be removed is no fault of the run: it names a process that ends, and the next run takes it over. */
function releaseLock(path: string, content: string): void {
  try {
    if (readLock(path) === content) rmSync(path, { force: true });
  } catch (error) {
    ioCause(error);
  }
}

/** When a process started, in the system's own words; undefined when there is no such process or it has ended. */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // After the name, which may hold anything: state is field 3, start time field 22 (proc(5)).
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
    } catch {
      return isAlive(pid) ? unknownStart : undefined;
    }
  }
  const run = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  });
  if (run.error === undefined) return run.stdout.trim().replaceAll(' ', '_') || undefined;
  return isAlive(pid) ? unknownStart : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
