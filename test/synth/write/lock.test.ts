import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { acquireLock, startOf } from '../../../synth/write/lock';
import { writeArtifacts } from '../../../synth/write/write-artifacts';
import { scratch, treeOf } from './support/tree';

let parent: string;
let lock: string;
beforeEach(() => {
  parent = scratch();
  lock = join(parent, '.out.lock');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function take(): string {
  const locking = acquireLock(lock);
  return 'heldBy' in locking ? locking.heldBy : 'taken';
}

function age(seconds: number): void {
  const time = Date.now() / 1000 - seconds;
  utimesSync(lock, time, time);
}

describe('who holds a lock', () => {
  let other: ChildProcess;
  beforeEach(() => {
    other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  });
  afterEach(() => other.kill('SIGKILL'));

  const content = (pid: number, start: string | undefined, host = hostname()): void =>
    writeFileSync(lock, `${pid} ${start ?? '-'} ${host}\n`);

  test('a living process keeps it, however old the lock is', () => {
    content(other.pid ?? 0, startOf(other.pid ?? 0));
    age(1_000_000);
    expect(take()).toBe(`process ${other.pid ?? 0}`);
  });

  test('a living process that only got the id of the one that locked does not', () => {
    content(other.pid ?? 0, '12345');
    expect(take()).toBe('taken');
  });

  test('a process that has ended does not, not even before its parent has noticed', async () => {
    const start = startOf(other.pid ?? 0);
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    content(other.pid ?? 0, start);
    expect(take()).toBe('taken');
  });

  test('a process of another machine keeps it for ten minutes', () => {
    content(1, '1', 'elsewhere');
    expect(take()).toBe('process 1 on elsewhere');
    age(601);
    expect(take()).toBe('taken');
  });

  test.each(['', 'rubbish', '12 \n'])('a lock that says %j is kept for ten seconds', (text) => {
    writeFileSync(lock, text);
    expect(take()).toBe('another process');
    age(11);
    expect(take()).toBe('taken');
  });

  test('a lock with an id that no process can have is taken over', () => {
    writeFileSync(lock, `${'9'.repeat(400)} 1 ${hostname()}\n`);
    expect(take()).toBe('taken');
  });
});

test('a lock is released once, and never that of somebody else', () => {
  const locking = acquireLock(lock);
  if ('heldBy' in locking) throw new Error(locking.heldBy);
  expect(take()).toBe(`process ${process.pid}`);
  writeFileSync(lock, 'of another\n');
  locking.release();
  expect(readFileSync(lock, 'utf8')).toBe('of another\n');
});

test('a locked folder is refused with the holder and the lock, and nothing is touched', () => {
  const out = join(parent, 'out');
  writeArtifacts(out, [{ path: 'a', text: '1' }], { force: false });
  const locking = acquireLock(lock);
  const [found] = writeArtifacts(out, [{ path: 'a', text: '2' }], { force: true });
  expect(found?.code).toBe('output/locked');
  expect(found?.message).toContain(`process ${process.pid}`);
  expect(found?.message).toContain(lock);
  expect(treeOf(out)).toEqual({ a: '1' });
  if ('release' in locking) locking.release();
  expect(readdirSync(parent)).toEqual(['out']);
});
