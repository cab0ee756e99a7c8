import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, company, holds, role, user } from '../src/rules/packs/fixture.ts';
import { barriers, complaintsOf, startBrowser } from './support/chromium.ts';
import { type Served, whileServing } from './support/serving.ts';

const HOSTILE = '<img src=x onerror=alert(1)> \u202eevil \u{1f608} '.padEnd(300, 'x');
/** Some thirty pages, each looked through twice. */
const LONG_MS = 600_000;
const SHOTS = process.env.GRAPH_ZOOM_SHOTS;

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** A company of four, one with a name that wants to be a script, with the rules of one pack. */
async function withPage(work: (page: Page, served: Served, complaints: string[]) => Promise<void>): Promise<void> {
  await whileServing(async (served) => {
    const admin = role('Admin', { admin: true });
    const people = [
      user('Ada Quill', { isAdmin: true, roleName: 'Admin', license: 'Licensed', loginMethods: ['password'], meetingSecurityWaitingRoom: true }),
      user('Ben Osei', { isAdmin: false, roleName: 'Member', license: 'Basic', loginMethods: ['sso'], meetingSecurityWaitingRoom: false }),
      user('Cara Lind'),
      { ...user('Dev Rao'), displayName: HOSTILE, name: HOSTILE },
    ];
    const graph = company(account({ name: 'Larch' }), ...people);
    const sync = await served.store.beginSync({ source: 'api', scope: 'larch', on: Date.now() });
    await sync.entities([...graph.entities, admin]);
    await sync.relationships([...graph.relationships, holds(people[0] as never, admin)]);
    await sync.commit({ completeTypes: '*' });
    await served.ask('/api/rules/packs/enable', {
      as: 'administrator',
      body: { rules: ['administrator-with-password', 'many-administrators', 'account-answers-missing', 'new-administrator'].filter((id) => id !== 'many-administrators' && id !== 'administrator-with-password') },
    });
    const rule = {
      name: 'Users without a waiting room',
      queries: [{ name: 'query0', query: 'FIND zoom_user WITH meetingSecurityWaitingRoom = false' }],
      operations: [{ actions: [{ type: 'SET_PROPERTY', targetProperty: 'alertLevel', targetValue: 'HIGH' }, { type: 'CREATE_ALERT' }] }],
      remediationSteps: 'Switch it on.',
      why: 'Anybody can walk in.',
    };
    expect((await served.ask('/api/rules', { as: 'administrator', body: rule })).status).toBe(200);
    await served.operation.watch.settled();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const complaints = complaintsOf(page, served.url);
    await page.goto(await served.loginUrl());
    try {
      await work(page, served, complaints);
    } finally {
      await context.close();
    }
  });
}

const PAGES: [string, string, RegExp][] = [
  ['overview', '/', /Posture/],
  ['explore', '/explore', /As a table \([1-9] things/],
  ['query', `/query?q=${encodeURIComponent('FIND zoom_user')}`, /4 rows/],
  ['questions', '/questions?id=waiting-room-off', /Whose meetings have no waiting room\?/],
  ['users', '/users', /4 users/],
  ['groups', '/groups', /There is no group/],
  ['roles', '/roles', /administrative|what it may do/],
  ['people', '/people', /No employees are known/],
  ['people import', '/people?import=1', /A file of employees/],
  ['alerts', '/alerts', /Users without a waiting room/],
  ['rules', '/rules', /Watching \(3\)/],
  ['rules ready-made', '/rules?tab=packs', /Messages go to/],
  ['rules messages', '/rules?tab=messages', /No message was sent yet/],
  ['rule new', `/rules/new?q=${encodeURIComponent('FIND zoom_user')}`, /Now it would/],
  ['integrations', '/integrations', /No account is configured/],
  ...(['appearance', 'channels', 'keys', 'sessions', 'data', 'audit', 'about'] as const).map((tab): [string, string, RegExp] => [
    `settings ${tab}`,
    `/settings?tab=${tab}`,
    /Times are shown in your zone|There is no channel yet|Ada the reader|Sign-in|How long it is kept|rule.create|Size of the store|Make a sign-in link/,
  ]),
];

/** As a click on a link does it: the page stays, its address becomes another. */
const goWithin = (page: Page, at: string): Promise<void> => page.evaluate((address) => Function('address', "history.pushState({}, '', address); dispatchEvent(new PopStateEvent('popstate'))")(address), at);

/** Pages of one thing. */
async function deepPages({ ask }: Served): Promise<typeof PAGES> {
  const id = async (query: string) => (await ask('/api/query', { as: 'reader', body: { query } })).json.data[0].id;
  const user = await id("FIND zoom_user WITH displayName = 'Ada Quill' AS a RETURN a._id AS id");
  const role = await id('FIND zoom_role AS a RETURN a._id AS id');
  const [alert] = (await ask('/api/alerts', { as: 'reader' })).json.items;
  return [
    ['user', `/users/${user}`, /are unlike most/],
    ['role', `/roles/${role}`, /What makes it administrative|Properties/],
    ['alert', `/alerts/${alert.id}`, /What happened/],
    ['rule', `/rules/${alert.ruleId}`, /Now it would/],
  ];
}

describe('the page', () => {
  it('shows every part in both themes, to everybody, without a complaint', { timeout: LONG_MS }, async () => {
    await withPage(async (page, served, complaints) => {
      if (SHOTS) await mkdir(SHOTS, { recursive: true });
      const found: string[] = [];
      for (const [name, at, text] of [...PAGES, ...(await deepPages(served))]) {
        await page.emulateMedia({ colorScheme: 'light' });
        await goWithin(page, at);
        await page.getByText(text).first().waitFor();
        const shoot = async (scheme: string) => {
          if (SHOTS) await page.screenshot({ path: path.join(SHOTS, `${name.replaceAll(' ', '-')}-${scheme}.png`) });
        };
        await shoot('light');
        found.push(...(await barriers(page)).map((barrier) => `${name}: ${barrier}`));
        // Of another theme only the colours are others.
        await page.emulateMedia({ colorScheme: 'dark' });
        // Colours that are on their way are no colours yet.
        await page.locator('html[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
        await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))))');
        await shoot('dark');
        found.push(...(await barriers(page, ['color-contrast'])).map((barrier) => `${name} dark: ${barrier}`));
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.locator('img[onerror]').count()).toBe(0);
    });
  });

  it('finds a person, shows who that is, and goes on to the role', async () => {
    await withPage(async (page, _served, complaints) => {
      await page.getByRole('heading', { name: 'Overview' }).waitFor();
      await page.keyboard.press('/');
      await page.getByLabel('Find', { exact: true }).fill('quill');
      await page.getByRole('button', { name: /Ada Quill/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Ada Quill' }).waitFor();
      await page.getByRole('link', { name: 'Admin', exact: true }).waitFor();
      await page.getByRole('link', { name: 'See as graph' }).click();
      await page.getByRole('heading', { name: 'Ada Quill' }).waitFor();
      await page.getByText('roleName').waitFor();
      await page.getByText(/As a table \(3 things, 2 relationships\)/).click();
      await page.getByRole('button', { name: 'Admin', exact: true }).first().click();
      await page.getByRole('heading', { name: 'Admin', exact: true }).waitFor();
      // What is looked at is in the address.
      await page.reload();
      await page.getByRole('heading', { name: 'Admin', exact: true }).waitFor();
      expect(complaints).toEqual([]);
    });
  });

  it('says where a query is wrong and how it is mended, answers it, and its address shows the answer', async () => {
    await withPage(async (page, _served, complaints) => {
      await page.getByRole('link', { name: 'Query', exact: true }).click();
      const editor = page.getByLabel('Query in J1QL');
      await editor.click();
      await page.keyboard.type('FIND zoom_user WTH isAdmin = true');
      await page.keyboard.press('Control+Enter');
      await page
        .getByRole('alert')
        .getByText(/line 1, column/)
        .waitFor();
      await page.locator('.cm-lintRange-error').waitFor();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('FIND zoom_user WITH isAdmin = true');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Enter');
      await page.getByText('1 row', { exact: true }).waitFor();
      await page.reload();
      await page.getByText('1 row', { exact: true }).waitFor();
      // Going back from a mistake leads to what was there before it.
      await editor.click();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('FIND zoom_role WTH');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alert').waitFor();
      await page.goBack();
      await page.getByText('1 row', { exact: true }).waitFor();
      expect(await editor.innerText()).toBe('FIND zoom_user WITH isAdmin = true');
      await page.getByRole('link', { name: 'See as graph' }).click();
      await page.getByRole('heading', { name: 'Ada Quill' }).waitFor();
      expect(complaints).toEqual([]);
    });
  });

  it('tells of an alert as it comes, and dismisses it with a reason', async () => {
    await withPage(async (page, served, complaints) => {
      await page.getByRole('link', { name: /^Alerts/ }).click();
      await page.getByRole('link', { name: 'Users without a waiting room' }).click();
      await page.getByText('Anybody can walk in.').waitFor();
      await page.getByText('Switch it on.').waitFor();
      const sync = await served.store.beginSync({ source: 'api', scope: 'larch', on: Date.now(), edit: true });
      await sync.entities([user('Cara Lind', { meetingSecurityWaitingRoom: false })]);
      await sync.commit({ completeTypes: [] });
      // It was not asked for again: the server said that something happened.
      await page.getByRole('link', { name: 'Cara Lind' }).waitFor();
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await page.getByLabel('Why?').fill('agreed, ticket 4711');
      await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();
      await page.getByText(/dismissed: agreed, ticket 4711/).waitFor();
      expect((await served.ask('/api/alerts?status=DISMISSED', { as: 'reader' })).json.items).toHaveLength(1);
      expect(complaints).toEqual([]);
    });
  });

  it('is for those only who have signed in', async () => {
    await withPage(async (_page, served) => {
      const stranger = await (await browser.newContext()).newPage();
      const answer = await stranger.goto(`${served.url}/alerts`);
      expect(answer?.status()).toBe(401);
      await stranger.getByText('Sign in with a link').waitFor();
    });
  });
});
