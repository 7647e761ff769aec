import { runCli } from '../../../cli/run-cli';
import type { Model } from '../../../lib/model/model';
import type { Plan } from '../../../lib/plan/plan';
import { memoryHost } from '../support/memory-host';

const shop = `name: shop
topology: { kind: mesh }
regions:
  - { id: paris, lat: 48.9, lng: 2.4, country: FR, gateway: a.example.com, capacity: { cpu: 16, memory_gib: 64 } }
  - { id: oslo, lat: 59.9, lng: 10.7, country: NO, gateway: c.example.com, capacity: { cpu: 16, memory_gib: 64 } }
services:
  api:
    language: go
    image: registry.example.com/api@sha256:${'0'.repeat(64)}
    requests_per_second_per_replica: 100
    resources: { cpu: 1 }
    geo: { max_latency_ms: 200, regions: { min: 1, max: 2 }, residency: [FR, NO] }
demand: { points: [{ id: lyon, lat: 45.8, lng: 4.8, requests_per_second: 600 }] }
`;

async function ask(words: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const host = memoryHost({ 'obinexus.yml': shop, ...files });
  const exitCode = await runCli(['plan', ...words], host);
  return { exitCode, ...host.printed };
}

async function planText(...words: string[]): Promise<string> {
  const { data } = await ask(['whatif', ...words, '--json']);
  const { answers } = JSON.parse(data) as { answers: { plan: unknown }[] };
  return JSON.stringify(answers[0]?.plan);
}

test('plan explain names every region of a service with a reason and a price', async () => {
  const { exitCode, data } = await ask(['explain', 'api']);
  expect(exitCode).toBe(0);
  expect(data).toMatch(
    /^It runs in \(a plan without it costs\)\n {2}paris {2}\+\d+\.\d\d% {2}serves 100\.0% of the requests/m,
  );
  expect(data).toMatch(
    /^It could run in \(a plan with it costs\)\n {2}oslo {2}\+0\.99% {2}no request costs less there/m,
  );
  expect(data).toMatch(/^user round trip ms +paris +any +14\.3 +3\d\.\d$/m);
});

test('plan explain of an unknown service and plan whatif of an unknown region name what there is', async () => {
  const service = await ask(['explain', 'apu']);
  expect(service.exitCode).toBe(3);
  expect(service.messages).toMatch(/no service "apu"; it has "api"/);
  const region = await ask(['whatif', '--lose', 'london', '--add', 'aws:nowhere', '--forbid', 'web=paris']);
  expect(region.exitCode).toBe(3);
  for (const code of ['question/unknown-region', 'question/unknown-code', 'question/unknown-service'])
    expect(region.messages).toContain(code);
});

test('plan whatif refuses no change at all, a factor that is none and a pin without a region', async () => {
  expect((await ask(['whatif'])).messages).toContain('question/no-change');
  const bad = await ask(['whatif', '--demand', 'more', '--force', 'api']);
  expect(bad.exitCode).toBe(3);
  expect(bad.messages.match(/^error cli\/bad-value/gm)).toHaveLength(2);
});

test('plan whatif --lose moves the users of the lost region and keeps the others', async () => {
  const { exitCode, data } = await ask(['whatif', '--lose', 'paris']);
  expect(exitCode).toBe(0);
  expect(data).toMatch(/api +oslo +starts/);
  expect(data).toMatch(/api +paris +stops/);
  expect(data).toContain('600.0 requests/s of users (100.0%) are answered in another region.');
});

test('plan whatif --force runs the service there, --forbid does not, and changes add up', async () => {
  expect((await ask(['whatif', '--force', 'api=oslo'])).data).toMatch(/api +oslo +starts/);
  const both = await ask(['whatif', '--forbid', 'api=paris', '--demand', 'x0.5']);
  expect(both.data).toMatch(/api +paris +stops .* 600 to 0/);
  expect(both.data).toMatch(/api +oslo +starts .* 0 to 300/);
});

test('plan whatif answers an impossible change with the reason and exit code 6', async () => {
  const { exitCode, data, messages } = await ask(['whatif', '--demand', 'x1000']);
  expect([exitCode, data]).toEqual([6, '']);
  expect(messages).toMatch(/plan\/(capacity-short|no-room)/);
});

test('plan diff ends with 0 for the same plan and with 2 for another, and says what moves', async () => {
  const [old, changed] = [await planText('--demand', 'x1'), await planText('--lose', 'paris')];
  const same = await ask(['diff', 'a.json', 'a.json'], { 'a.json': old });
  expect([same.exitCode, same.data]).toEqual([0, 'shop: the plans are the same\n']);
  const other = await ask(['diff', 'a.json', 'b.json'], { 'a.json': old, 'b.json': changed });
  expect(other.exitCode).toBe(2);
  expect(other.data).toMatch(/api +paris +stops/);
});

test('plan diff reports a missing file, broken JSON with its position, a foreign file and a plan with holes', async () => {
  const old = await planText('--demand', 'x1');
  const cases: [text: string | null, exitCode: number, message: RegExp][] = [
    [null, 3, /cli\/missing-file/],
    ['{"kind": "plan",', 3, /instance\/bad-json b\.json:1:17/],
    ['{"kind": "model"}', 3, /verify\/not-a-plan b\.json/],
    [
      '{"kind": "plan", "version": 3, "workloads": [{"service": 1}]}',
      3,
      /"workloads\/0\/service" of the plan must be a text/,
    ],
  ];
  for (const [text, exitCode, message] of cases) {
    const asked = await ask(['diff', 'a.json', 'b.json'], {
      'a.json': old,
      ...(text === null ? {} : { 'b.json': text }),
    });
    expect(asked.exitCode).toBe(exitCode);
    expect(asked.messages).toMatch(message);
  }
});

test('plan --from keeps services where they are, and refuses a plan of another stack', async () => {
  const old = await planText('--lose', 'paris');
  const kept = await ask(['obinexus.yml', '--from', 'old.json', '--move-usd', '100000'], { 'old.json': old });
  expect(kept.exitCode).toBe(0);
  expect(kept.data).toMatch(/^api +oslo +100%/m);
  expect(kept.data.replaceAll('\n', ' ')).toContain('moves 0.00.');
  const inn = { 'obinexus.yml': shop.replace('name: shop', 'name: inn'), 'old.json': old };
  const other = await ask(['--from', 'old.json'], inn);
  expect(other.exitCode).toBe(3);
  expect(other.messages).toMatch(/previous plan is of the stack "shop", and there is "inn"/);
  expect(other.messages).not.toContain('question/changed-plan');
});

test('plan --from charges what the document says of a move, --move-usd overrides it, and without either it is 5', async () => {
  const old = await planText('--lose', 'paris');
  const moves = async (document: string, ...words: string[]) => {
    const asked = await ask(['--from', 'old.json', '--json', ...words], { 'old.json': old, 'obinexus.yml': document });
    const { plans } = JSON.parse(asked.data) as { plans: { model: Model; from: Required<Plan>['from'] }[] };
    return [plans[0]?.model.planner.moveUsd, plans[0]?.from.moveUsd, plans[0]?.from.moves.length];
  };
  expect(await moves(shop)).toEqual([5, 5, 2]);
  const dear = `${shop}planner: { move_usd: 100000 }\n`;
  expect(await moves(dear)).toEqual([100_000, 100_000, 0]);
  expect(await moves(dear, '--move-usd', '0.5')).toEqual([100_000, 0.5, 2]);
});

test('--move-usd without --from, or not a number, is refused', async () => {
  const useless = await ask(['--move-usd', '5']);
  expect(useless.exitCode).toBe(3);
  expect(useless.messages).toContain(
    '"--move-usd" says nothing without "--from"; add --from PLAN.json, or leave it out',
  );
  for (const value of ['-1', 'NaN', '1e3', '1.', 'Infinity', '9999999999'])
    expect((await ask(['--from', 'old.json', `--move-usd=${value}`])).messages).toContain(
      `"--move-usd" cannot be "${value}"; it must be a number from 0 to 999999999`,
    );
});

test('plan --from refuses a plan that was changed after it was made, with both digests and all that is wrong', async () => {
  const old = await planText('--lose', 'paris');
  const { digest } = JSON.parse(old) as Plan;
  const changed = old.replace('"region":"oslo"', '"region":"paris"').replaceAll('"name":"shop"', '"name":"inn"');
  const asked = await ask(['--from', 'old.json'], {
    'old.json': changed,
    'obinexus.yml': shop.replace('residency: [FR, NO]', 'allow: [mars]'),
  });
  expect([asked.exitCode, asked.data]).toEqual([3, '']);
  const message = asked.messages.replaceAll(/\s+/g, ' ');
  expect(message).toMatch(
    new RegExp(
      `error question/changed-plan old.json the plan was changed after it was made: it states the digest ${digest.slice(0, 12)}\\.\\.\\., its content has [0-9a-f]{12}\\.\\.\\.; give the plan as it was printed, or print it again with: obinexus synth --emit plan`,
    ),
  );
  expect(message).toContain('error config/unknown-region');
});

test('what is no regular file is refused with what should be there', async () => {
  const files = { 'a.json/b': '', 'c.yml/d': '' };
  const messages = async (...words: string[]) => (await ask(words, files)).messages.replaceAll(/\s+/g, ' ');
  const plan = '"a.json" is a folder; name a regular file: a plan, as "obinexus synth --emit plan" prints it';
  for (const words of [
    ['diff', 'a.json', 'a.json'],
    ['verify', 'a.json'],
    ['--from', 'a.json'],
  ])
    expect(await messages(...words)).toContain(plan);
  expect(await messages('solve', 'a.json', '--format', 'tbed')).toContain('regular file: a problem in the format tbed');
  expect(await messages('c.yml')).toContain('regular file: an obinexus.yml, or a program that ends in .ts');
});

test('plan explain with a file in place of the service says what comes first', async () => {
  const { exitCode, messages } = await ask(['explain', 'obinexus.yml']);
  expect(exitCode).toBe(3);
  expect(messages.replaceAll(/\s+/g, ' ')).toContain(
    '"<service>" cannot be "obinexus.yml"; it must be the id of a service, the file comes after it: obinexus plan explain api obinexus.yml',
  );
});

test('a plan that was changed is refused by plan diff too: its digest is that of the other', async () => {
  const old = await planText('--demand', 'x1');
  const files = { 'a.json': old, 'b.json': old.replace('"region":"paris"', '"region":"oslo"') };
  const { exitCode, data, messages } = await ask(['diff', 'a.json', 'b.json'], files);
  expect([exitCode, data]).toEqual([3, '']);
  expect(messages).toContain('error question/changed-plan b.json');
});

test('JSON that is no plan, or none that can be walked, is told in words and never breaks a command', async () => {
  const old = await planText('--demand', 'x1');
  const wide = (value: string): string => `${old.slice(0, -1)},"x":${value}}`;
  const cases: [text: string, message: string][] = [
    [
      wide(`${'['.repeat(1e5)}${']'.repeat(1e5)}`),
      'more than 100 lists and objects are open here; print the plan again',
    ],
    [wide('1e999'), 'the number is beyond 1.8e308; print the plan again'],
    ['', 'the file cannot be read as JSON: a value must stand here; print the plan again with: obinexus synth'],
    ['null', 'holds JSON of another kind, not one plan of version 3; write one with'],
    [old.replace('"version":3', '"version":2'), 'holds a plan of version 2, not one plan of version 3'],
    ['{"kind":"model"}', 'holds a document of kind "model", not one plan'],
    [`{"plans":[${old},${old}]}`, 'holds 2 plans, not one plan'],
  ];
  for (const [text, message] of cases)
    for (const words of [
      ['--from', 'b.json'],
      ['diff', 'b.json', 'a.json'],
      ['verify', 'b.json'],
    ]) {
      const asked = await ask(words, { 'a.json': old, 'b.json': text });
      expect({ words, exitCode: asked.exitCode }).toEqual({ words, exitCode: 3 });
      expect(asked.messages.replaceAll(/\s+/g, ' ')).toContain(message);
    }
});

test('plan verify of a plan with a hole says how to get a whole one', async () => {
  const old = await planText('--demand', 'x1');
  const { model: _, ...rest } = JSON.parse(old) as Plan;
  const { exitCode, messages } = await ask(['verify', 'b.json'], { 'b.json': JSON.stringify(rest) });
  expect(exitCode).toBe(4);
  expect(messages.replaceAll(/\s+/g, ' ')).toContain(
    'a part of the plan is missing or of another kind, so that it cannot be checked; print it again with: obinexus synth --emit plan',
  );
});

test('plan whatif and plan explain suggest the name that was meant, and say which flag is in the way of another', async () => {
  const text = async (...words: string[]) => {
    const { exitCode, messages } = await ask(words);
    expect(exitCode).toBe(3);
    return messages.replaceAll(/\s+/g, ' ');
  };
  expect(await text('explain', 'apii')).toContain('it has "api" hint: did you mean "api"?');
  const several = await text('whatif', '--lose', 'osol', '--add', 'aws:eu-wst-1', '--forbid', 'ap=paris');
  for (const meant of ['oslo', 'aws:eu-west-1', 'api']) expect(several).toContain(`hint: did you mean "${meant}"?`);
  const opposed = ['--force', 'api=oslo', '--forbid', 'api=oslo'];
  expect(await text('whatif', ...opposed)).toContain('"api" may not run in "oslo": --forbid says so;');
  expect(await text('whatif', '--force', 'api=oslo', '--lose', 'oslo')).toContain('"oslo": --lose takes it away;');
});

test('plan whatif --add of a region of the stack says that it is there', async () => {
  const document = shop
    .replace('{ id: oslo, ', '{ code: aws:eu-north-1, ')
    .replace('lat: 59.9, lng: 10.7, country: NO', 'lat: 59.3, lng: 18.1, country: SE');
  const { exitCode, messages } = await ask(['whatif', '--add', 'aws:eu-north-1'], { 'obinexus.yml': document });
  expect(exitCode).toBe(3);
  expect(messages.replaceAll(/\s+/g, ' ')).toContain(
    'the stack has the region "aws:eu-north-1" already; add another one',
  );
});

test.each(['x0', '0', 'x0.0', 'xNaN', 'x-1', 'xInfinity', 'x1e9', 'x1000000', '1.5x', 'x1,5', '150%'])(
  'plan whatif --demand=%s is refused with what a factor is',
  async (factor) => {
    const { exitCode, messages } = await ask(['whatif', `--demand=${factor}`]);
    expect(exitCode).toBe(3);
    expect(messages.replaceAll(/\s+/g, ' ')).toContain(
      `"--demand" cannot be "${factor}"; it must be a factor above 0 and below 1,000,000, such as x1.5`,
    );
  },
);
