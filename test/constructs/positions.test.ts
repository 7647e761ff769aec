import { join } from 'node:path';
import { App } from '../../constructs/app';
import { ExternalService } from '../../constructs/external-service';
import { fromSpec } from '../../constructs/from-spec';
import { GeoRegion } from '../../constructs/geo-region';
import { Service } from '../../constructs/service';
import { originOf } from '../../constructs/source-position';
import { Stack } from '../../constructs/stack';
import { toModel } from '../../constructs/to-model';
import type { Origin } from '../../lib/model/diagnostic';

const image = `shop/api@sha256:${'ab'.repeat(32)}`;

/** The line below that of the call, as an origin without its column. */
function lineBelow(): { file: string; line: number } {
  const line = /positions\.test\.ts:(\d+)/.exec(new Error('here').stack?.split('\n')[2] ?? '')?.[1];
  return { file: __filename, line: Number(line) + 1 };
}

const originsOf = (stack: Stack): Map<string, Origin | undefined> =>
  new Map(toModel(stack).diagnostics.map((each) => [each.path, each.origin]));

test('a finding has the line that created the service, region or external service it speaks of', () => {
  const stack = new Stack(new App(), 'shop');
  const service = lineBelow();
  const api = new Service(stack, 'api', { language: 'go', image, port: 0 });
  const region = lineBelow();
  new GeoRegion(stack, 'lagos', { lat: 91, lng: 0, country: 'NG' });
  const external = lineBelow();
  new ExternalService(stack, 'db', { host: 'a b', port: 1 });
  const origins = originsOf(stack);
  expect(origins.get('services/api/port')).toMatchObject(service);
  expect(origins.get('regions/lagos/lat')).toMatchObject(region);
  expect(origins.get('externalServices/db/host')).toMatchObject(external);
  expect(api.port).toBe(0);
});

test('a finding on a call, a variable or a patch has the line that added it', () => {
  const stack = new Stack(new App(), 'shop');
  const api = new Service(stack, 'api', { language: 'go', image, env: { A: '1' } });
  const db = new ExternalService(stack, 'db', { host: 'db.internal', port: 1 });
  const call = lineBelow();
  api.calls(db, { timeoutMs: 0 });
  const variable = lineBelow();
  api.addEnv('1A', 'x');
  const patch = lineBelow();
  api.addPatch('job', [{ op: 'remove', path: '/a' }]);
  const stackPatch = lineBelow();
  stack.addPatch('job', 'api', [{ op: 'remove', path: '/a' }]);
  const origins = originsOf(stack);
  expect(origins.get('services/api/calls/db/timeoutMs')).toMatchObject(call);
  expect(origins.get('services/api/env/1A')).toMatchObject(variable);
  expect(origins.get('services/api/patches/0/kind')).toMatchObject(patch);
  expect(origins.get('patches/0/kind')).toMatchObject(stackPatch);
});

test('GeoRegion.of and a function of the user’s own point to the user’s line', () => {
  const stack = new Stack(new App(), 'shop');
  const region = lineBelow();
  GeoRegion.of(stack, 'aws:eu-west-99');
  expect(originsOf(stack).get('regions/aws:eu-west-99')).toMatchObject(region);
});

test('the constructor of a subclass is not the place of the declaration', () => {
  class GoService extends Service {
    constructor(scope: Stack, id: string, port: number) {
      super(scope, id, { language: 'go', image, port });
    }
  }
  const stack = new Stack(new App(), 'shop');
  const line = lineBelow();
  new GoService(stack, 'api', 0);
  expect(originsOf(stack).get('services/api/port')).toMatchObject(line);
});

test('what the stack itself says has the line of the stack', () => {
  const line = lineBelow();
  const stack = new Stack(new App(), 'shop', { owner: 'Team A' });
  new Service(stack, 'api', { language: 'go', image });
  expect(originsOf(stack).get('owner')).toMatchObject(line);
});

test('a stack that was read from a document leaves positions to the document', () => {
  const stack = fromSpec(new App(), { name: 'shop', services: { api: { language: 'go', image, port: 0 } } });
  expect([...originsOf(stack).values()]).toEqual([undefined]);
});

describe('the first frame of the user’s own code is found', () => {
  const own = join(__dirname, '../../constructs/service.ts');
  test.each([
    ['at Object.<anonymous> (/home/a/main.ts:3:5)', '/home/a/main.ts', 3, 5],
    ['at /home/a/main.ts:3:5', '/home/a/main.ts', 3, 5],
    ['at async file:///home/a/main.mjs:12:1', '/home/a/main.mjs', 12, 1],
    ['at file:///home/a%20b/m%C3%BCll.mjs:1:2', '/home/a b/müll.mjs', 1, 2],
    ['at make (/home/a (copy)/main.ts:3:5)', '/home/a (copy)/main.ts', 3, 5],
    ['at new Shop [as make] (/home/a/shop.ts:3:5)', '/home/a/shop.ts', 3, 5],
    [String.raw`at make (C:\a\main.ts:3:5)`, String.raw`C:\a\main.ts`, 3, 5],
    ['at make (file:///C:/a/main.ts:3:5)', 'C:/a/main.ts', 3, 5],
    ['at make (/home/constructs-demo/main.ts:3:5)', '/home/constructs-demo/main.ts', 3, 5],
  ])('%s', (frame, file, line, col) => {
    const foreign = [
      'Error',
      `    at new Service (${own}:40:5)`,
      '    at Array.map (<anonymous>)',
      '    at Module._compile (node:internal/modules/cjs/loader:1554:14)',
      '    at run (/home/a/node_modules/kit/index.js:1:1)',
      '    at eval (eval at run (/home/a/x.js:1:1), <anonymous>:1:1)',
    ];
    expect(originOf({ stack: [...foreign, `    ${frame}`, '    at b (/home/a/other.ts:9:9)'].join('\n') })).toEqual({
      file,
      line,
      col,
    });
  });

  test.each([
    undefined,
    '',
    'Error',
    5,
    ['frame'],
    'Error\n    at node:internal/main:1:1',
    'Error\n    at x (%E0%A4%A:1:1)',
  ])('nothing is made up from %j', (stack) => {
    expect(originOf({ stack })).toBeUndefined();
  });

  test('without a known line the construct path stands in', () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      const stack = new Stack(new App(), 'shop');
      new Service(stack, 'api', { language: 'go', image, port: 0 });
      expect(originsOf(stack).get('services/api/port')).toEqual({ construct: 'shop/api' });
    } finally {
      Error.stackTraceLimit = limit;
    }
  });
});

test('10,000 constructs take less than 0.2 ms each, positions included', () => {
  const stack = new Stack(new App(), 'shop');
  const start = process.cpuUsage();
  for (let index = 0; index < 10_000; index += 1) new Service(stack, `s${index}`, { language: 'go' });
  const { user } = process.cpuUsage(start);
  expect(user / 10_000).toBeLessThan(200);
});
