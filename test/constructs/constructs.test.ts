import { Construct, RootConstruct } from 'constructs';
import { App } from '../../constructs/app';
import { Demand } from '../../constructs/demand';
import { ExternalService } from '../../constructs/external-service';
import { fromSpec } from '../../constructs/from-spec';
import { GeoRegion } from '../../constructs/geo-region';
import { Latency } from '../../constructs/latency';
import { Service } from '../../constructs/service';
import { Stack } from '../../constructs/stack';
import { toModel } from '../../constructs/to-model';
import { Topology } from '../../constructs/topology';
import type { StackSpec } from '../../lib/model/spec';

const image = `shop/api@sha256:${'ab'.repeat(32)}`;
const go = { language: 'go', image } as const;
const shop = (props = {}): Stack => new Stack(new App(), 'shop', props);
const codes = (stack: Stack): string[] => toModel(stack).diagnostics.map((each) => `${each.code} ${each.path}`);

describe('the tree', () => {
  test('an id that is taken is refused by the names and the line of both', () => {
    const stack = shop();
    GeoRegion.of(stack, 'aws:eu-west-2');
    const again = (): unknown => new Service(stack, 'aws:eu-west-2', go);
    expect(again).toThrow(
      /the Service "aws:eu-west-2" cannot be created: "shop" holds the GeoRegion "aws:eu-west-2" \(.*constructs\.test\.ts:\d+:\d+\) already/,
    );
  });

  test.each(['', 'a/b', 'a\nb'])('the id %j is refused, because the tree would change it', (id) => {
    expect(() => new Service(shop(), id, go)).toThrow('needs an id that is a text, is not empty and holds no "/"');
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('the id %s is refused', (id) => {
    expect(() => new Service(shop(), id, go)).toThrow('a name that JavaScript gives every object');
    expect(({} as Record<string, unknown>)['node']).toBeUndefined();
  });

  test('a service outside of a stack would be nobody’s, so it is refused', () => {
    expect(() => new Service(new App(), 'api', go)).toThrow('the Service "api" is not inside of a Stack');
    expect(() => new GeoRegion(new App(), 'x', {})).toThrow('new GeoRegion(stack, ...)');
    expect(() => new Service(undefined as never, 'api', go)).toThrow('needs a scope: new Service(stack, ...)');
    expect(() => new Stack(undefined as never, 'shop')).toThrow('needs a scope: new Stack(app, ...)');
  });

  test('a stack inside of a stack is refused', () => {
    expect(() => new Stack(shop(), 'inner')).toThrow('cannot be inside of the Stack "shop"');
  });

  test('of() and isX() find constructs by their marks, up the tree', () => {
    const stack = shop();
    const api = new Service(stack, 'api', go);
    const part = new Construct(api, 'part');
    expect(Service.of(part)).toBe(api);
    expect(Stack.of(part)).toBe(stack);
    expect(App.isApp(App.of(part))).toBe(true);
    expect(Stack.all(App.of(part))).toEqual([stack]);
    expect(() => Service.of(stack)).toThrow('"shop" is not in a Service');
    expect(() => Stack.of(App.of(part))).toThrow('is not in a Stack');
    expect(() => App.of(new Construct(new RootConstruct(), 'x'))).toThrow('is not in an App');
    for (const value of [undefined, null, 5, {}, part]) {
      expect(Service.isService(value)).toBe(false);
      expect(GeoRegion.isGeoRegion(value)).toBe(false);
      expect(ExternalService.isExternalService(value)).toBe(false);
      expect(Stack.isStack(value)).toBe(false);
    }
    expect(Service.isService({ [Symbol.for('obinexus.Service')]: true })).toBe(true);
  });

  test('services may be grouped; their ids are unique in the whole stack', () => {
    const stack = shop();
    const [a, b] = ['a', 'b'].map((id) => new Construct(stack, id));
    if (a === undefined || b === undefined) throw new Error('no groups');
    new Service(a, 'api', go);
    new ExternalService(a, 'db', { host: 'db.internal', port: 1 });
    new ExternalService(b, 'db', { host: 'db.internal', port: 1 });
    expect(codes(stack)).toEqual(['names/duplicate externalServices/db']);
    new Service(b, 'api', go);
    expect(codes(stack)).toContain('names/duplicate services/api');
  });

  test('a tree that is 2,000 levels deep needs no call stack', () => {
    let scope: Construct = shop();
    const stack = Stack.of(scope);
    for (let level = 0; level < 2000; level += 1) scope = new Construct(scope, 'x');
    new Service(scope, 'api', go);
    expect(toModel(stack).model?.services).toHaveLength(1);
  });

  test('a host of the tree, such as a cdk8s App, gets the errors when it validates', () => {
    const stack = shop();
    expect(stack.node.validate()).toEqual([expect.stringMatching(/^config\/missing: the stack needs/)]);
    new Service(stack, 'api', { language: 'go' });
    expect(stack.node.validate()).toEqual([]);
  });
});

describe('a service', () => {
  test('shows what it resolved to', () => {
    const stack = shop();
    const api = new Service(stack, 'api', { language: 'js', framework: 'fastapi', tier: 'business' });
    expect(api).toMatchObject({
      language: 'javascript',
      port: 8000,
      protocol: 'http',
      type: 'service',
      tier: 'business',
    });
    expect(GeoRegion.of(stack, 'aws:eu-west-2', { gateway: '192.0.2.1' })).toMatchObject({
      code: 'aws:eu-west-2',
      lat: 51.51,
      country: 'GB',
      gateway: '192.0.2.1',
    });
    expect(new ExternalService(stack, 'db', { host: 'db.internal', port: 1 })).toMatchObject({
      protocol: 'tcp',
      port: 1,
    });
  });

  test('collections are read as copies', () => {
    const api = new Service(shop(), 'api', { ...go, env: { A: '1' } });
    (api.env as Map<string, unknown>).set('B', '2');
    api.addEnv('C', 3);
    expect([...api.env]).toEqual([
      ['A', '1'],
      ['C', 3],
    ]);
  });

  test('the props of the caller may change afterwards', () => {
    const props: Record<string, unknown> = { ...go };
    const stack = shop();
    new Service(stack, 'api', props as never);
    props['port'] = 0;
    expect(codes(stack)).toEqual([]);
  });

  test('calls and addCall declare the same', () => {
    const stack = shop();
    const [web, api] = ['web', 'api'].map((id) => new Service(stack, id, go));
    const db = new ExternalService(stack, 'db', { host: 'db.internal', port: 5432 });
    web?.calls(db, { perRequest: 2 });
    api?.addCall(db, { perRequest: 2 });
    const calls = toModel(stack).model?.calls.map(({ from, ...call }) => [
      from,
      call.to,
      call.perRequest,
      call.external,
    ]);
    expect(calls).toEqual([
      ['api', 'db', 2, true],
      ['web', 'db', 2, true],
    ]);
  });

  test('what it calls cannot be overridden by options without types', () => {
    const stack = shop();
    const [web, api] = ['web', 'api'].map((id) => new Service(stack, id, go));
    if (web === undefined || api === undefined) throw new Error('no services');
    web.calls(api, { service: 'other' } as never);
    expect(toModel(stack).model?.calls.map((call) => call.to)).toEqual(['api']);
    expect(() => web.calls('api' as never)).toThrow('"shop/web" can call a Service or an ExternalService, not api');
  });

  test('a call into another stack is a finding that says what to declare instead', () => {
    const app = new App();
    const [shopStack, other] = ['shop', 'other'].map((name) => new Stack(app, name));
    if (shopStack === undefined || other === undefined) throw new Error('no stacks');
    const web = new Service(shopStack, 'web', go);
    web.calls(new Service(other, 'api', go));
    expect(codes(shopStack)).toEqual(['config/other-stack services/web/calls/api']);
  });

  test('patches of the props and added ones keep their order', () => {
    const stack = shop({ patches: [{ kind: 'Namespace', name: 'shop', operations: [{ op: 'remove', path: '/a' }] }] });
    stack.addPatch('Namespace', 'shop', [{ op: 'remove', path: '/b' }], 'local');
    new Service(stack, 'api', go).addPatch('Deployment', [{ op: 'remove', path: '/c' }], { name: 'other' });
    expect(
      toModel(stack).model?.patches.map(({ kind, name, region, operations }) => [
        kind,
        name,
        region,
        operations[0]?.path,
      ]),
    ).toEqual([
      ['Namespace', 'shop', null, '/a'],
      ['Namespace', 'shop', 'local', '/b'],
      ['Deployment', 'other', null, '/c'],
    ]);
  });

  test.each<readonly [string, unknown]>([
    ['null', null],
    ['nothing', undefined],
    ['a number', 5],
    ['calls as a number', { ...go, calls: 5 }],
    ['env as null', { ...go, env: null }],
    ['patches as a text', { ...go, patches: 'x' }],
    ['health as a list', { ...go, health: [] }],
    ['a framework as a number', { ...go, framework: 5 }],
    ['an unknown member', { ...go, prot: 8080 }],
  ])('never throws for %s; the Model has an error', (_, props) => {
    const stack = shop();
    const api = new Service(stack, 'api', props as never);
    api.addEnv('A', '1');
    api.addPatch('Deployment', [{ op: 'remove', path: '/a' }]);
    api.calls(new ExternalService(stack, 'db', { host: 'db.internal', port: 1 }));
    expect(api.env.size).toBeGreaterThan(0);
    expect(toModel(stack).model).toBeNull();
  });

  test('stacks, regions and external services never throw for props without types either', () => {
    for (const props of [null, 5, 'x', [], { demand: 5 }, { patches: 5 }, { topology: null }] as never[]) {
      const stack = new Stack(new App(), 'shop', props);
      new GeoRegion(stack, 'x', props);
      new ExternalService(stack, 'db', props);
      stack.addPatch('Namespace', 'shop', [{ op: 'remove', path: '/b' }]);
      expect(toModel(stack).model).toBeNull();
    }
  });
});

describe('topologies and demand', () => {
  test('each word of the topology becomes a kind', () => {
    const kinds = [
      Topology.star({ hubs: ['a'] }),
      Topology.bus(),
      Topology.ring(),
      Topology.p2p([['a', 'b']]),
      Topology.mesh({ survive: 2 }),
      Topology.hybrid({ survive: 1 }),
      Topology.adaptive(),
      Topology.distributed(),
    ].map(({ kind }) => kind);
    expect(kinds).toEqual(['star', 'bus', 'ring', 'p2p', 'mesh', 'hybrid', 'adaptive', 'distributed']);
    expect(Topology.hybrid({ survive: 1 })).toEqual({ kind: 'hybrid', survive: 1 });
  });

  test('cities, points and a table become demand', () => {
    expect(Demand.cities({ minPopulation: 1e6, requestsPerSecond: 5 })).toEqual({
      cities: { minPopulation: 1e6 },
      requestsPerSecond: 5,
    });
    const table = 'id,lat,lng,requests_per_second\nlagos,6.45,3.39,100';
    const points = [{ id: 'lagos', lat: 6.45, lng: 3.39, requestsPerSecond: 100 }];
    expect(Demand.csv(table, { requestsPerSecond: 7 })).toEqual(Demand.points(points, { requestsPerSecond: 7 }));
  });

  test('every faulty line of a table is a finding, also when the demand was spread into another object', () => {
    const stack = shop({
      demand: { ...Demand.csv('id,lat,lng,requests_per_second\na,91,0,1\nb,0,0,x'), requestsPerSecond: 5 },
    });
    new Service(stack, 'api', go);
    expect(toModel(stack).diagnostics.map((each) => each.message)).toEqual([
      expect.stringContaining('line 2'),
      expect.stringContaining('line 3'),
    ]);
    const empty = shop({ demand: Demand.csv('') });
    new Service(empty, 'api', go);
    expect(codes(empty)).toEqual(['config/bad-csv demand/csv']);
  });
});

describe('latency', () => {
  test('the text of a table becomes the pairs that a list of them would be', () => {
    const modelWith = (latency: object): unknown => {
      const stack = shop({
        planner: { latency },
        demand: Demand.cities({ minPopulation: 1e7, requestsPerSecond: 5, accessMs: 20 }),
      });
      new Service(stack, 'api', go);
      return toModel(stack).model;
    };
    const measured = [{ from: 'lagos', to: 'aws:eu-west-2', rttMs: 101.5 }];
    const model = modelWith(Latency.csv('from,to,rtt_ms\nlagos,aws:eu-west-2,101.5\n'));
    expect(model).toEqual(modelWith({ measured }));
    expect(model).toMatchObject({ planner: { latency: { measured } }, demand: { kind: 'cities', accessMs: 20 } });
  });

  test('every faulty line of its table is a finding', () => {
    const stack = shop({ planner: { latency: Latency.csv('from,to,rtt_ms\na,b,-1\na,b\nc,d,1') } });
    new Service(stack, 'api', go);
    expect(toModel(stack).diagnostics.map((each) => each.message)).toEqual([
      expect.stringContaining('line 2 of the latency table has the round trip "-1"'),
      expect.stringContaining('line 3 of the latency table has 2 fields'),
    ]);
    const path = shop({ planner: { latency: { measured: 'latency.csv' } } });
    new Service(path, 'api', go);
    expect(codes(path)).toEqual(['config/unread-csv planner/latency/measured']);
  });
});

describe('documents', () => {
  test('ids that the tree would not take are reported, not thrown', () => {
    const names = ['', 'a/b', 'a|b', 'constructor', 'toString', 'api', '__proto__'];
    const services = Object.fromEntries(names.map((name) => [name, go]));
    const spec: StackSpec = { name: 'a/b', services, regions: ['api', 'api', ''] };
    const { model, diagnostics } = toModel(fromSpec(new App(), spec));
    expect(model).toBeNull();
    const paths = diagnostics.filter((each) => each.code.startsWith('names/')).map((each) => each.path);
    expect(paths).toEqual(
      expect.arrayContaining(names.filter((name) => name !== 'api').map((name) => `services/${name}`)),
    );
  });

  test('the same document twice in one app is two stacks', () => {
    const app = new App();
    const spec: StackSpec = { name: 'shop', services: { api: go } };
    expect([fromSpec(app, spec), fromSpec(app, spec)].map((stack) => toModel(stack).model?.name)).toEqual([
      'shop',
      'shop',
    ]);
  });

  test.each([
    undefined,
    null,
    5,
    [],
    {},
    { name: 5 },
    { name: 'a', services: 5 },
    { name: 'a', services: { b: null } },
  ])('%j is a finding', (spec) => {
    const { model, diagnostics } = toModel(fromSpec(new App(), spec as never));
    expect(model).toBeNull();
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  test('a program may add to the tree of a document', () => {
    const stack = fromSpec(new App(), { name: 'shop', services: { api: go } });
    const api = stack.node.findChild('api');
    if (!Service.isService(api)) throw new Error('no service');
    new Service(stack, 'web', go).calls(api);
    expect(toModel(stack).model?.calls.map(({ from, to }) => [from, to])).toEqual([['web', 'api']]);
  });
});

describe('app.synth()', () => {
  const key = Symbol.for('obinexus.synthesizer');
  const slot = globalThis as { [key]?: unknown };

  afterEach(() => {
    delete slot[key];
  });

  test('calls the registered synthesizer with the app, and says so when there is none', () => {
    const app = new App({ outdir: 'elsewhere' });
    expect(() => app.synth()).toThrow('no synthesizer is registered: import App from "@obinexus/iaas"');
    const seen: unknown[] = [];
    slot[key] = (each: unknown) => seen.push(each);
    app.synth();
    expect(seen).toEqual([app]);
    expect(app.outdir).toBe('elsewhere');
    expect(new App().outdir).toBe('out');
  });
});
