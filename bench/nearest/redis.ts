import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Redis server of the benchmark's own: on a loopback port, in a temporary folder, without persistence. */
export interface Redis {
  readonly version: string;
  /** Sends commands in one pipeline; answers come in their order, as raw text. Throws the first error among them. */
  send(commands: readonly (readonly string[])[]): Promise<readonly string[]>;
  /** CPU seconds of the server process so far, user and system. */
  cpuSeconds(): Promise<number>;
  stop(): void;
}

const program = 'redis-server';
const port = 16_379;

/** Undefined when there is no redis-server on this machine. */
export async function startRedis(): Promise<Redis | undefined> {
  const found = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (found.status !== 0) return undefined;
  const version = /v=([\d.]+)/.exec(found.stdout)?.[1] ?? 'unknown';
  const folder = mkdtempSync(join(tmpdir(), 'bench-redis-'));
  const server = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  );
  const stop = (): void => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const socket = await connected(server);
    const send = (commands: readonly (readonly string[])[]): Promise<readonly string[]> => pipeline(socket, commands);
    const cpuSeconds = async (): Promise<number> => {
      const [info = ''] = await send([['INFO', 'cpu']]);
      const part = (name: string): number => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)?.[1] ?? Number.NaN);
      return part('used_cpu_user') + part('used_cpu_sys');
    };
    return {
      version,
      send,
      cpuSeconds,
      stop: () => {
        socket.destroy();
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

async function connected(server: ChildProcess): Promise<Socket> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (server.exitCode !== null)
      throw new Error(`redis-server ended with ${server.exitCode}: is port ${port} in use?`);
    const socket = await new Promise<Socket | undefined>((resolve) => {
      const trial = connect(port, '127.0.0.1', () => resolve(trial));
      trial.once('error', () => resolve(undefined));
    });
    if (socket !== undefined) return socket;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error('redis-server does not answer');
}

function pipeline(socket: Socket, commands: readonly (readonly string[])[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const answers: string[] = [];
    let pending = '';
    const onData = (chunk: Buffer): void => {
      pending += chunk.toString('latin1');
      let start = 0;
      for (let end = endOfAnswer(pending, start); end !== -1; end = endOfAnswer(pending, start)) {
        answers.push(pending.slice(start, end));
        start = end;
      }
      pending = pending.slice(start);
      if (answers.length < commands.length) return;
      socket.off('data', onData);
      const fault = answers.find((answer) => answer.startsWith('-'));
      if (fault === undefined) resolve(answers);
      else reject(new Error(fault));
    };
    socket.on('data', onData);
    socket.write(commands.map(encoded).join(''));
  });
}

/** RESP: an array of bulk strings. */
function encoded(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

/** Where the answer that begins at `start` ends, -1 when it is not complete. */
function endOfAnswer(text: string, start: number): number {
  const line = text.indexOf('\r\n', start);
  if (line === -1) return -1;
  const count = Number(text.slice(start + 1, line));
  let end = line + 2;
  if (text[start] === '$') return count === -1 ? end : end + count + 2 <= text.length ? end + count + 2 : -1;
  if (text[start] === '*')
    for (let item = 0; item < count; item += 1) {
      end = end < text.length ? endOfAnswer(text, end) : -1;
      if (end === -1) return -1;
    }
  return end;
}
