import { reportPage } from '../../lib/report/page';
import type { Model } from '../../lib/model/model';
import type { Plan } from '../../lib/plan/plan';
import { exampleNames } from '../support/examples';
import { planned } from './support/planned';
import { elements, parseStrictHtml, textOf, type Element } from './support/strict-html';

const page = (name: string): string => reportPage(planned(name));

const all = (root: Element, name: string): Element[] => [...elements(root)].filter((each) => each.name === name);

/** The cells of a table's body, by rows. */
function rowsOf(root: Element, heading: string): string[][] {
  const section = all(root, 'section').find((each) => all(each, 'h2').some((title) => textOf(title) === heading));
  const [body] = section === undefined ? [] : all(section, 'tbody');
  return body === undefined
    ? []
    : all(body, 'tr').map((row) => [...elements(row)].filter(({ name }) => /^t[hd]$/.test(name)).map(textOf));
}

describe.each(exampleNames)('the page of %s', (name) => {
  const text = page(name);
  const root = parseStrictHtml(text);

  test('is at most 400 KB', () => {
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(400_000);
  });

  test('is well-formed, and every id is there once', () => {
    const ids = [...elements(root)].flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const named = [...elements(root)].flatMap(({ attributes }) =>
      `${attributes.get('aria-labelledby') ?? ''} ${attributes.get('href')?.replace(/^#/, '') ?? ''}`.split(' '),
    );
    expect(named.filter((id) => id !== '' && !ids.includes(id))).toEqual([]);
  });

  test('holds no script, no handler, no address and no import', () => {
    expect(
      [...elements(root)].filter(({ name: tag }) => /^(?:script|iframe|object|embed|link|img|base|form)$/.test(tag)),
    ).toEqual([]);
    const attributes = [...elements(root)].flatMap((element) => Array.from(element.attributes));
    expect(attributes.filter(([attribute]) => attribute.startsWith('on') || attribute === 'src')).toEqual([]);
    expect(attributes.filter(([attribute, value]) => attribute === 'href' && !value.startsWith('#'))).toEqual([]);
    expect(text).not.toMatch(/url\(|@import|https?:/);
  });

  test('every table has a caption and every header cell a scope', () => {
    const tables = all(root, 'table');
    expect(tables.length).toBeGreaterThanOrEqual(6);
    expect(tables.filter((table) => all(table, 'caption').length !== 1)).toEqual([]);
    expect(all(root, 'th').filter(({ attributes }) => !attributes.has('scope'))).toEqual([]);
  });

  test('is the same for the same plan, however its objects were made', () => {
    const plan = planned(name);
    const reversed = <Value>(value: Value): Value =>
      JSON.parse(JSON.stringify(value), (_, each: unknown) =>
        typeof each === 'object' && each !== null && !Array.isArray(each)
          ? Object.fromEntries(Object.entries(each).toReversed())
          : each,
      ) as Value;
    expect(reportPage(reversed(plan))).toBe(text);
  });

  test('has a choice, a panel and lines for every loss of a used region, and a row for every loss', () => {
    const plan = planned(name);
    const used = new Set(plan.workloads.flatMap(({ placements }) => placements.map(({ region }) => region)));
    const shown = plan.failures.filter(({ kind, lost }) => kind !== 'zone' && lost.some((id) => used.has(id)));
    expect(all(root, 'input')).toHaveLength(shown.length + 1);
    const groups = [...elements(root)].filter(
      ({ attributes }) => attributes.get('class')?.startsWith('moves if') === true,
    );
    expect(groups).toHaveLength(shown.length);
    expect(rowsOf(root, 'If something is lost')).toHaveLength(plan.failures.length);
  });

  test('says of every service and every placement what the plan says', () => {
    const plan = planned(name);
    const services = rowsOf(root, 'Services');
    expect(services.map(([service]) => service)).toEqual(plan.workloads.map(({ service }) => service));
    const matrix = rowsOf(root, 'Who runs where');
    const shares = matrix.map((cells) => cells.slice(1).filter((cell) => cell !== '·').length);
    expect(shares).toEqual(plan.workloads.map(({ placements }) => placements.length));
  });

  test('the land, the users and the regions are in the map', () => {
    const [map] = all(root, 'svg');
    const classes = [...elements(map ?? root)].map(({ attributes }) => attributes.get('class') ?? '');
    expect(classes.filter((each) => each === 'land')).toHaveLength(1);
    const regions = planned(name).model.regions.length;
    expect(classes.filter((each) => each.startsWith('region '))).toHaveLength(3 * regions);
  });
});

test('the headline of hello-polyglot says what the plan holds', () => {
  const plan = planned('hello-polyglot');
  const root = parseStrictHtml(page('hello-polyglot'));
  expect(all(root, 'h1').map(textOf)).toEqual(['hello-polyglot']);
  const figures = new Map(
    all(root, 'dl')
      .slice(0, 1)
      .flatMap((list) => all(list, 'div'))
      .map((each) => [textOf(all(each, 'dt')[0] ?? ''), textOf(all(each, 'dd')[0] ?? '')]),
  );
  expect(figures.get('Objective a month')).toContain(`$${Math.round(plan.objective.total).toLocaleString('en-US')}`);
  const served = plan.failures.filter(({ feasible }) => feasible).length;
  expect(figures.get('Losses fully served')).toContain(`${served} of ${plan.failures.length}`);
});

describe('hostile and bare plans', () => {
  const hostile = `x"><script>alert('&')</script><b id='y`;

  /** Every text of a plan that people choose. */
  function poison(plan: Plan): Plan {
    const { model } = plan;
    const names = new Map([
      ...model.regions.map(({ id }) => [id, `${id} ${hostile}`] as const),
      ...model.services.map(({ id }) => [id, `${id} ${hostile}`] as const),
      [plan.name, hostile] as const,
    ]);
    const walk = (value: unknown): unknown => {
      if (typeof value === 'string') return names.get(value) ?? value;
      if (Array.isArray(value)) return value.map(walk);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]));
    };
    return walk(plan) as Plan;
  }

  test('names with tags, quotes and ampersands stay text everywhere: the same elements as without', () => {
    const clean = parseStrictHtml(page('hello-polyglot'));
    const text = reportPage(poison(planned('hello-polyglot')));
    const root = parseStrictHtml(text);
    expect(text).not.toContain('<script');
    const shape = (from: Element): string[] =>
      [...elements(from)].map(({ name }) => name).filter((name) => !/^(?:text|path)$/.test(name));
    // Labels that long find no room in the map; the rest is the same, element by element.
    expect(shape(root)).toEqual(shape(clean));
    expect(textOf(all(root, 'h1')[0] ?? '')).toBe(hostile);
  });

  test('a plan without users, losses, capacities and proof has a page too', () => {
    const plan = planned('hello-polyglot');
    const bare: Plan = {
      ...plan,
      proof: 'none',
      demand: { requestsPerSecond: 0, points: [] },
      failures: [],
      pairLosses: { pairs: 0, replayed: 0, infeasible: 0, worst: [] },
      regions: plan.regions.map((region) => ({
        ...region,
        capacityCpuMillis: null,
        capacityMemoryMiB: null,
        utilisation: null,
      })),
      workloads: plan.workloads.map((workload) => Object.assign({}, workload, { userFlows: [], callFlows: [] })),
    };
    const root = parseStrictHtml(reportPage(bare));
    expect(all(root, 'input')).toEqual([]);
    expect(textOf(root)).toContain('No lower bound is known');
    expect(textOf(root)).toContain('no limit');
  });

  test('a plan without any service has a page too', () => {
    const plan = planned('hello-polyglot');
    const objective = { total: 0, latency: 0, compute: 0, egress: 0 };
    const empty: Plan = { ...plan, workloads: [], failures: [], objective, lowerBound: 0, gap: 0, proof: 'optimal' };
    expect(() => parseStrictHtml(reportPage(empty))).not.toThrow();
  });

  test('5,000 places of users and 254 regions still make a page below 400 KB', () => {
    const plan = planned('hello-polyglot');
    const { model } = plan;
    const regions = Array.from({ length: 254 }, (_, at) => ({
      ...(model.regions[at % model.regions.length] ?? model.regions.at(0)),
      id: `r${at}`,
      code: null,
      lat: ((at * 37) % 120) - 50,
      lng: ((at * 101) % 359) - 179,
    })) as Model['regions'];
    const points = Array.from({ length: 5_000 }, (_, at) => ({
      id: `p${at}`,
      lat: ((at * 7.13) % 130) - 55,
      lng: ((at * 13.77) % 359) - 179,
      country: null,
      requestsPerSecond: 1 + (at % 50),
    }));
    const [workload] = plan.workloads;
    if (workload === undefined) throw new Error('no workload');
    const [placement] = workload.placements;
    if (placement === undefined) throw new Error('no placement');
    const big: Plan = {
      ...plan,
      model: { ...model, regions },
      demand: { requestsPerSecond: 127_500, points },
      failures: [],
      workloads: [
        {
          ...workload,
          placements: regions.slice(0, 60).map(({ id }) => Object.assign({}, placement, { region: id, share: 1 / 60 })),
          userFlows: points.map(({ id, requestsPerSecond }, at) => ({
            demand: id,
            region: `r${at % 60}`,
            requestsPerSecond,
            latencyMs: at % 300,
          })),
          callFlows: [],
        },
      ],
    };
    expect(reportPage(big).length).toBeLessThan(400_000);
  });
});
