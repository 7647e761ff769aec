import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { reportPage } from '../../lib/report/page';
import { compileStack } from '../../synth/compile';
import { describeWithEngine } from '../support/engines';
import { exampleNames, exampleText, stackOf } from '../support/examples';

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const probe = readFileSync(join(__dirname, 'support/report-probe.js'), 'utf8');

describeWithEngine('chromium', 'the report in a real browser', (program) => {
  const folder = mkdtempSync(join(tmpdir(), 'obinexus-report-'));
  let browser: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    for (const name of exampleNames) {
      const { plan } = compileStack(stackOf(exampleText(name)));
      if (plan === null) throw new Error(`${name} has no plan`);
      writeFileSync(join(folder, `${name}.html`), reportPage(plan));
    }
    browser = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: program,
      headless: true,
      args: switches,
      // The page forbids scripts to itself; axe is put in from outside.
      bypassCSP: true,
    });
    page = await browser.newPage();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const show = async (name: string, width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<void> => {
    await page.emulateMedia({ colorScheme, media: 'screen' });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  };

  const cases = exampleNames.flatMap((name) =>
    [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => [name, width, scheme] as const)),
  );

  test.each(cases)(
    '%s at %d px, %s: axe finds no violation, neither in the plan nor in a loss with every placement open',
    async (name, width, scheme) => {
      await show(name, width, scheme);
      expect(await violations(page)).toEqual([]);
      await page.check('#view1');
      await page.click('summary');
      expect(await violations(page)).toEqual([]);
    },
    60_000,
  );

  test.each(exampleNames.flatMap((name) => [1280, 1000, 768, 600, 390, 320].map((width) => [name, width] as const)))(
    '%s at %d px: no two labels of the map overlap, all lie inside it, and the page does not scroll sideways',
    async (name, width) => {
      await show(name, width);
      const { labels, map } = await readLabels(page);
      const overlaps = labels.flatMap((a, at) =>
        labels
          .slice(at + 1)
          .filter((b) => overlap(a, b))
          .map((b) => [a.text, b.text]),
      );
      expect(overlaps).toEqual([]);
      expect(labels.filter((label) => !isInside(label, map))).toEqual([]);
      expect(labels.length).toBeGreaterThanOrEqual(5);
      expect(await ask(page, 'document.documentElement.scrollWidth')).toBe(width);
    },
    60_000,
  );

  test.each([
    [1280, 11],
    [390, 9],
  ])(
    'labels of the map at %d px are at least %d px high',
    async (width, least) => {
      await show('online-boutique', width);
      const { labels } = await readLabels(page);
      expect(Math.min(...labels.map(({ top, bottom }) => bottom - top))).toBeGreaterThanOrEqual(least);
    },
    60_000,
  );

  test('the keyboard skips to the content, reaches the choice of losses, and an arrow shows the panel of the first', async () => {
    await show('online-boutique', 1280);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('skip');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('view0');
    expect(await shownPanels(page)).toEqual([expect.stringMatching(/^\d+ regions in use$/)]);
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('view1');
    expect(await shownPanels(page)).toEqual([expect.stringMatching(/^Without /)]);
    expect(await count(page, '.moves')).toBe(1);
  }, 60_000);

  test('the lost region is crossed out, its users lose their lines, and the lines of others stay', async () => {
    await show('hello-polyglot', 1280);
    const counts = async (): Promise<{ crosses: number; lines: number }> => ({
      crosses: await count(page, '.wide .cross'),
      lines: await count(page, '.arcs path'),
    });
    const before = await counts();
    await page.check('#view1');
    const after = await counts();
    expect(before.crosses).toBe(0);
    expect(after).toEqual({ crosses: 1, lines: before.lines - 1 });
  }, 60_000);

  test('the page asks for nothing from outside itself and runs no script', async () => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await show('online-boutique', 1280);
    page.removeAllListeners('request');
    expect(requests).toEqual([pathToFileURL(join(folder, 'online-boutique.html')).href]);
    expect(await page.locator('script').count()).toBe(0);
  }, 60_000);

  test('on paper every panel is shown and the choice is not', async () => {
    await show('hello-polyglot', 1280);
    await page.emulateMedia({ media: 'print' });
    const panels = await page.locator('.panel').count();
    expect(await shownPanels(page)).toHaveLength(panels);
    expect(await page.isVisible('.views')).toBe(false);
  }, 60_000);
});

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const ask = async <Answer>(page: Page, question: string): Promise<Answer> => {
  await page.evaluate(probe);
  return page.evaluate<Answer>(question);
};

const count = (page: Page, selector: string): Promise<number> =>
  ask(page, `probe.shown(${JSON.stringify(selector)}).length`);

const focused = (page: Page): Promise<string> =>
  ask(page, 'document.activeElement.id || document.activeElement.className');

const shownPanels = (page: Page): Promise<string[]> =>
  ask(page, "probe.shown('.panel h3').map((title) => title.textContent)");

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return ask(page, 'probe.violations()');
}

const readLabels = (page: Page): Promise<{ labels: Box[]; map: Box }> => ask(page, 'probe.labels()');

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const isInside = (a: Box, b: Box): boolean =>
  a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
