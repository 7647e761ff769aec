import { doubleQuoted, numeral } from './scalar';

/** Where an emitter is in the data; names the place of what cannot be written. */
export interface Walk {
  /** Names the emitter in messages. */
  readonly emitter: string;
  readonly keys: (string | number)[];
  readonly containers: object[];
}

export function startWalk(emitter: string): Walk {
  return { emitter, keys: [], containers: [] };
}

/** Members that are not undefined, by code units. Refuses what is not a plain object. */
export function sortedKeys(walk: Walk, object: Readonly<Record<string, unknown>>): string[] {
  if (!isPlain(object)) refuse(walk, `${kindOf(object)} is not plain data`);
  const keys = Object.keys(object);
  for (let index = keys.length - 1; index >= 0; index -= 1)
    if (object[keys[index] as string] === undefined) keys.splice(index, 1);
  return keys.length < 2 ? keys : keys.sort();
}

export function enter(walk: Walk, container: object): void {
  walk.containers.push(container);
  if (walk.containers.length > maxDepth) refuseDepth(walk);
}

export function leave(walk: Walk): void {
  walk.containers.pop();
}

/** Text of a value that is no object and no array; `string` writes strings. */
export function scalar(walk: Walk, value: unknown, string: (text: string) => string | undefined): string {
  switch (typeof value) {
    case 'string':
      return string(value) ?? refuse(walk, 'a string holds a lone surrogate, which cannot be written as UTF-8');
    case 'number':
      return numeral(value) ?? refuse(walk, `${value} cannot be written exactly as a number`);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return 'null';
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      return refuse(walk, `${typeof value} is not plain data`);
  }
}

export function quotedKey(walk: Walk, key: string): string {
  return doubleQuoted(key) ?? refuse(walk, 'a key holds a lone surrogate, which cannot be written as UTF-8');
}

/** Ends the emission: the caller handed over what is no JSON. The message ends with the path of the value. */
export function refuse(walk: Walk, reason: string): never {
  const path = walk.keys.map((key) => String(key)).join('/');
  throw new Error(`${walk.emitter}: ${reason} (at ${path === '' ? 'the root' : path})`);
}

/** Readers give up on deeper data: PyYAML at about 300 levels. */
const maxDepth = 200;

function refuseDepth(walk: Walk): never {
  const repeated = walk.containers.findIndex((container, index) => walk.containers.indexOf(container) < index);
  walk.keys.length = Math.min(walk.keys.length, repeated < 0 ? 8 : repeated);
  return refuse(walk, repeated < 0 ? `nested deeper than ${maxDepth} levels` : 'the value contains itself');
}

/** By prototypes rather than `instanceof`, so that data made in another realm is data too. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
}

function kindOf(object: object): string {
  return Object.prototype.toString.call(object).slice(8, -1);
}
