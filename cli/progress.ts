import { Worker } from 'node:worker_threads';
import type { Terminal } from './terminal';

export interface Progress {
  /** Erases the line; nothing is drawn after it returned. */
  stop(): void;
}

/**
 * A line on a terminal with the seconds that have passed, once a second is over. Planning keeps the main thread busy,
 * so another thread draws; nothing is drawn where the cursor cannot go back.
 */
export function startProgress({ canRedraw }: Pick<Terminal, 'canRedraw'>, title: string): Progress {
  if (!canRedraw) return { stop() {} };
  const state = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(drawing, { eval: true, workerData: { state, title } });
  worker.unref();
  return {
    stop() {
      Atomics.store(state, isStopped, 1);
      Atomics.notify(state, isStopped);
      // Only a thread that has drawn has something to erase.
      if (Atomics.load(state, isDrawing) === 1) Atomics.wait(state, isDrawing, 1, 200);
    },
  };
}

const isStopped = 0;
const isDrawing = 1;

const drawing = `
const { workerData: { state, title } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const draw = (text) => { try { writeSync(2, text); } catch {} };
const start = Date.now();
if (Atomics.wait(state, ${isStopped}, 0, 1000) === 'timed-out') {
  Atomics.store(state, ${isDrawing}, 1);
  do draw('\\r\\u001b[2K' + title + ' ... ' + Math.floor((Date.now() - start) / 1000) + ' s');
  while (Atomics.wait(state, ${isStopped}, 0, 500) === 'timed-out');
  draw('\\r\\u001b[2K');
  Atomics.store(state, ${isDrawing}, 0);
  Atomics.notify(state, ${isDrawing});
}
`;
