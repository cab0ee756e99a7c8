import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeZoom, startFakeZoom } from '../src/fake-zoom/server.ts';
import { account, company, group, has, role, user } from '../src/rules/packs/fixture.ts';
import { complaintsOf, startBrowser } from './support/chromium.ts';
import { type Served, whileServing } from './support/serving.ts';

/** A person would take some minutes. */
const LONG_MS = 600_000;
/** A machine that does much else at the same time is slow, and that is no defect. */
const SLOW_MS = 120_000;
const SHOTS = process.env.GRAPH_ZOOM_SHOTS;

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** A page of somebody who has signed in. */
async function signedIn(served: Served, work: (page: Page, complaints: string[]) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(SLOW_MS);
  const complaints = complaintsOf(page, served.url);
  await page.goto(await served.loginUrl());
  try {
    await work(page, complaints);
  } catch (error) {
    // What the page showed then, for whoever looks for the reason.
    if (SHOTS) await page.screenshot({ path: path.join(SHOTS, 'failed-journey.png') });
    throw error;
  } finally {
    await context.close();
  }
}

/** Somebody's own endpoint, which is told of alerts. */
async function startListener(): Promise<{ url: string; next: () => Promise<string>; close: () => void }> {
  const bodies: string[] = [];
  const waiting: ((body: string) => void)[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const take = waiting.shift();
      if (take) take(body);
      else bodies.push(body);
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    next: () => new Promise((resolve) => (bodies.length > 0 ? resolve(bodies.shift() as string) : waiting.push(resolve))),
    close: () => server.close(),
  };
}

async function fillCredentials(page: Page, fake: FakeZoom, clientSecret: string): Promise<void> {
  const { accountId, clientId } = fake.credentials;
  await page.getByLabel('Account name', { exact: false }).first().fill('Larch & Sons');
  await page.getByLabel('Account ID').fill(accountId);
  await page.getByLabel('Client ID').fill(clientId);
  await page.getByLabel('Client Secret').fill(clientSecret);
}

describe('a person with a browser', () => {
  it('connects Zoom, finds who is who, asks, is told of a change, and takes it all away again', { timeout: LONG_MS }, async () => {
    const listener = await startListener();
    const fake = await startFakeZoom({ users: 12, seed: 3, plan: 'unlimited' });
    try {
      await whileServing(
        async (served) =>
          signedIn(served, async (page, complaints) => {
            // An empty graph says what to do.
            await page.getByText('The graph is empty').waitFor();
            await page.getByRole('link', { name: 'Configure your Zoom account' }).click();

            // Wrong credentials are told with what to do; right ones with every scope.
            await page.getByRole('button', { name: 'Add configuration' }).click();
            await page.getByText('user:read:list_users:admin').waitFor();
            await fillCredentials(page, fake, 'wrong');
            await page.getByRole('button', { name: /More settings/ }).click();
            await page.getByLabel('API address').fill(fake.apiUrl);
            await page.getByLabel('OAuth address').fill(fake.oauthUrl);
            await page.getByText('Write the account name into every entity').click();
            await page.getByRole('button', { name: 'Test connection' }).click();
            await page
              .getByRole('alert')
              .getByText(/client/i)
              .first()
              .waitFor();
            await page.getByRole('textbox', { name: 'Client Secret' }).fill(fake.credentials.clientSecret);
            await page.getByRole('button', { name: 'Test connection' }).click();
            await page.getByText('Zoom takes these credentials, and everything can be read').waitFor();
            await page.getByRole('button', { name: 'Add and run' }).click();

            // The run says what it does, to its end.
            await page.getByRole('heading', { name: 'Larch & Sons' }).waitFor();
            await page.getByText(/Completed step "Fetch User settings"/).waitFor();
            await page.getByText('complete', { exact: true }).first().waitFor();
            await page.getByText(/holds .*12 zoom_user/).waitFor();

            // A person, their settings beside what is usual, their role.
            const [person] = (
              await served.ask('/api/query', { as: 'reader', body: { query: "FIND zoom_user WITH active = true AND roleName = 'Member' AS u RETURN u.displayName AS name, u.email AS email ORDER BY u.displayName" } })
            ).json.data;
            await page.keyboard.press('/');
            await page.getByLabel('Find', { exact: true }).fill(String(person.email[0] ?? person.email));
            await page.getByRole('button', { name: person.name }).first().click();
            await page.getByText(/are unlike most/).waitFor();
            await page.getByRole('link', { name: 'Member', exact: true }).click();
            await page.getByRole('heading', { name: 'Member' }).waitFor();
            await page
              .getByText(/Members? have access|\d+ rows?/)
              .first()
              .waitFor();

            // A query with a mistake is mended by its hint, kept, and made a rule.
            await page.getByRole('link', { name: 'Query', exact: true }).click();
            await page.getByLabel('Query in J1QL').click();
            await page.keyboard.type('FIND zoom_user WTH isAdmin = true');
            await page.keyboard.press('Escape');
            await page.keyboard.press('Control+Enter');
            await page.getByText('Did you mean WITH?').first().waitFor();
            await page.keyboard.press('Control+A');
            await page.keyboard.type('FIND zoom_user WITH isAdmin = true');
            await page.keyboard.press('Escape');
            await page.keyboard.press('Control+Enter');
            await page.getByText(/^\d+ rows?$/).waitFor();
            await page.getByRole('button', { name: 'Save as question' }).click();
            await page.getByLabel('Title').fill('Who are our administrators?');
            await page.getByRole('button', { name: 'Save', exact: true }).click();
            await page.getByText('Saved: Who are our administrators?').waitFor();

            // A channel to a listener of one's own, tried from the rule.
            await page.goto(`${served.url}/settings?tab=channels`);
            await page.getByRole('button', { name: 'New channel' }).click();
            await page.getByLabel('Name').fill('soc');
            await page.getByRole('combobox', { name: 'Kind' }).click();
            await page.getByRole('option', { name: 'webhook' }).click();
            await page.getByLabel('url', { exact: true }).fill(listener.url);
            await page.getByRole('button', { name: 'Save', exact: true }).click();
            await page.getByRole('heading', { name: 'soc' }).waitFor();

            await page.goto(`${served.url}/questions?whose=own`);
            await page.getByRole('button', { name: /Who are our administrators/ }).click();
            await page.getByRole('link', { name: 'Make it a rule' }).click();
            await page.getByText('Now it would').waitFor();
            await page.getByRole('button', { name: 'Add an action' }).click();
            await page.getByRole('menuitem', { name: 'webhook' }).click();
            await page.getByText('As it would be told now').waitFor();
            await page.getByRole('button', { name: 'Send test' }).click();
            await page.getByText('The test message was taken.').waitFor();
            expect(await listener.next()).toContain('Test: Who are our administrators?');
            await page.getByText('What the first evaluation finds is how things are').click();
            await page.getByRole('button', { name: 'Make the rule' }).click();
            await page.getByText('Who are our administrators? watches now.').waitFor();
            await page.getByText('it was made').waitFor();

            // Somebody becomes an administrator at Zoom; the next run tells.
            fake.edit({ user: String(person.email[0] ?? person.email), role: 'Admin' });
            await page.goto(`${served.url}/integrations`);
            await page.getByRole('button', { name: 'Run now' }).click();
            await page.getByRole('link', { name: /^Alerts.*1 active/ }).click();
            await page.getByRole('link', { name: 'Who are our administrators?' }).click();
            await page.getByRole('link', { name: person.name }).first().waitFor();
            expect(await listener.next()).toContain(person.name);
            await page.getByRole('button', { name: 'Dismiss' }).click();
            await page.getByLabel('Why?').fill('promoted, ticket 12');
            await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();
            await page.getByText(/dismissed: promoted, ticket 12/).waitFor();

            // Everything of the account goes, after it was said what that is.
            await page.getByRole('link', { name: 'Integrations' }).click();
            await page.getByRole('link', { name: 'Open', exact: true }).click();
            await page.getByRole('button', { name: 'Remove Larch & Sons' }).click();
            await page.getByText(/These go with it: .*12 zoom_user/).waitFor();
            await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
            await page.getByText('No account is configured').waitFor();
            const { json } = await served.ask('/api/query', { as: 'reader', body: { query: 'FIND zoom_user', total: true } });
            expect(json.total).toBe(0);
            expect(complaints).toEqual([]);
          }),
        { env: { GRAPH_ZOOM_ALLOW_ADDRESSES: '127.0.0.1' } },
      );
    } finally {
      await fake.close();
      listener.close();
    }
  });

  it('connects an OAuth app at Zoom and comes back connected', async () => {
    const fake = await startFakeZoom({ users: 3, plan: 'unlimited' });
    try {
      await whileServing(async (served) =>
        signedIn(served, async (page) => {
          await page.goto(`${served.url}/integrations`);
          await page.getByRole('button', { name: 'Add configuration' }).click();
          await page.getByText('Connect with Zoom').click();
          await page.getByText(`${served.url}/oauth/zoom/redirect`).waitFor();
          await page.getByLabel('Account name', { exact: false }).first().fill('Larch');
          await page.getByLabel('Client ID').fill(fake.credentials.clientId);
          await page.getByRole('textbox', { name: 'Client Secret' }).fill(fake.credentials.clientSecret);
          await page.getByRole('button', { name: /More settings/ }).click();
          await page.getByLabel('API address').fill(fake.apiUrl);
          await page.getByLabel('OAuth address').fill(fake.oauthUrl);
          await page.getByRole('button', { name: 'Save and connect with Zoom' }).click();
          await page.getByRole('button', { name: 'Allow' }).click();
          await page.getByRole('link', { name: 'Back to graph-zoom' }).click();
          await page.getByRole('link', { name: 'Integrations' }).click();
          await page.getByRole('link', { name: 'Larch', exact: true }).click();
          await page.getByRole('tab', { name: 'Configuration' }).click();
          await page.getByText('It is connected.').waitFor();
        }),
      );
    } finally {
      await fake.close();
    }
  });

  it('imports employees, says which column is what, and finds who has left', async () => {
    await whileServing(async (served) => {
      const graph = company(account({ name: 'Larch' }), user('Ada Quill', { active: true }), user('Ben Osei', { active: true }));
      const sync = await served.store.beginSync({ source: 'api', scope: 'larch', on: Date.now() });
      await sync.entities(graph.entities);
      await sync.relationships(graph.relationships);
      await sync.commit({ completeTypes: '*' });
      const [ada] = graph.entities.filter(({ displayName }) => displayName === 'Ada Quill');
      const email = String(ada?.email);
      await signedIn(served, async (page, complaints) => {
        await page.getByRole('link', { name: 'Employees', exact: true }).click();
        await page.getByRole('button', { name: 'Import employees' }).click();
        const text = `No,Work login,Who,Salary,State\n1,${email},Ada Quill,9,Terminated\n2,cara@larch.example,Cara Lind,9,Active\n`;
        await page.setInputFiles('input[type=file]', { name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
        await page.getByText('Say which column has e-mail addresses').waitFor();
        await page.getByText('Left out, for no security graph should know them: Salary.').waitFor();
        await page.getByRole('combobox', { name: 'Email', exact: true }).click();
        await page.getByRole('option', { name: 'Work login' }).click();
        await page.getByRole('combobox', { name: 'Name', exact: true }).click();
        await page.getByRole('option', { name: 'Who' }).click();
        await page.getByText(/2 employees in 2 lines/).waitFor();
        await page.getByRole('button', { name: 'Import 2 employees' }).click();
        await page.getByText('left, still active in Zoom').click();
        await page.getByText('1 row', { exact: true }).waitFor();
        await page.getByRole('link', { name: 'Ada Quill' }).first().click();
        await page.getByText('has left').waitFor();
        expect(complaints).toEqual([]);
      });
    });
  });

  it('opens a group of many, colours by a property, goes back in time, and takes the picture away', async () => {
    await whileServing(async (served) => {
      const staff = group('All Staff');
      const people = Array.from({ length: 90 }, (_one, index) => user(`Person ${String(index).padStart(2, '0')}`, { dept: index % 2 === 0 ? 'Legal' : 'Sales' }));
      const graph = company(account({ name: 'Larch' }), ...people);
      const commit = async (dept: string, on: number) => {
        const sync = await served.store.beginSync({ source: 'api', scope: 'larch', on });
        await sync.entities([...graph.entities.filter(({ displayName }) => displayName !== 'Person 00'), user('Person 00', { dept }), staff, role('Admin')]);
        await sync.relationships([...graph.relationships, ...people.map((person) => has(staff, person))]);
        await sync.commit({ completeTypes: '*' });
      };
      const before = Date.now();
      await commit('Legal', before);
      await commit('Facilities', before + 60_000);
      await signedIn(served, async (page, complaints) => {
        await page.goto(`${served.url}/groups`);
        await page.getByRole('link', { name: 'All Staff' }).click();
        await page.getByRole('link', { name: 'See as graph' }).click();
        await page.getByRole('heading', { name: 'All Staff' }).waitFor();
        // 90 are one, until it is opened.
        await page.getByRole('button', { name: /HAS user 90 as a group/ }).click();
        await page.getByRole('heading', { name: '90 users' }).waitFor();
        await page.getByRole('button', { name: 'Open it' }).click();
        await page
          .getByText(/92 things and 180 relationships are shown|91 things and 90 relationships are shown|92 things/)
          .first()
          .waitFor();
        await page.getByRole('combobox', { name: 'Colour by' }).click();
        await page.getByRole('option', { name: 'dept', exact: true }).click();
        await page.getByText('Facilities 1').waitFor();
        // The whole view is in the address.
        await page.reload();
        await page.getByText('Facilities 1').waitFor();
        const address = new URL(page.url());
        address.searchParams.set('on', String(before + 1));
        await page.goto(address.toString());
        await page.getByText('Legal 45').waitFor();
        await page.getByRole('button', { name: 'Now' }).click();
        await page.getByText('Facilities 1').waitFor();
        for (const [item, begins] of [
          ['Picture (PNG)', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
          ['Drawing (SVG)', Buffer.from('<svg')],
          ['Data (JSON)', Buffer.from('{')],
        ] as const) {
          await page.getByRole('button', { name: 'Save', exact: true }).click();
          const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
          expect((await readFile(await file.path())).subarray(0, begins.length)).toEqual(begins);
        }
        // By keyboard as well.
        await page.getByRole('application').focus();
        await page.keyboard.press('ArrowRight');
        await page.getByText('Relations shown').waitFor();
        expect(complaints).toEqual([]);
      });
    });
  });

  it('sees no button that a reader may not use, and is told so where a page is for others', async () => {
    await whileServing(async (served) => {
      const token = await served.operation.platform.sessions.createLogin('reader');
      const context = await browser.newContext();
      const page = await context.newPage();
      page.setDefaultTimeout(SLOW_MS);
      await page.goto(`${served.url}/login?token=${token}`);
      await page.goto(`${served.url}/integrations`);
      await page.getByText('An administrator can add one.').waitFor();
      expect(await page.getByRole('button', { name: 'Add configuration' }).count()).toBe(0);
      await page.goto(`${served.url}/settings?tab=keys`);
      await page.getByRole('tab', { name: 'About' }).waitFor();
      expect(await page.getByRole('tab', { name: 'API keys' }).count()).toBe(0);
      await page.goto(`${served.url}/rules`);
      await page.getByText('No rule watches yet').waitFor();
      expect(await page.getByRole('link', { name: 'New rule' }).count()).toBe(0);
      const { json } = await served.ask('/api/rules', {
        as: 'administrator',
        body: { name: 'Users', queries: [{ name: 'query0', query: 'FIND zoom_user' }], operations: [{ actions: [{ type: 'CREATE_ALERT' }, { type: 'WEBHOOK', endpoint: 'https://soc.example/hook', method: 'POST' }] }] },
      });
      await page.goto(`${served.url}/rules/${json.id}`);
      await page.getByText('An administrator can change it.').waitFor();
      await page.getByText('the inbox, webhook').waitFor();
      expect(await page.getByRole('button', { name: /Send test|Add|Save|Remove/ }).count()).toBe(0);
      await context.close();
    });
  });

  it('says that the server is silent, goes on by itself when it answers, and leaves a connection to other tabs', async () => {
    await whileServing(async (served) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      page.setDefaultTimeout(SLOW_MS);
      const silent = '{**/api/events,**/assets/rules-*.js}';
      await page.route(silent, (route) => route.abort());
      await page.goto(await served.loginUrl());
      await page.getByText('graph-zoom does not answer').waitFor();
      await page.getByRole('link', { name: 'Rules', exact: true }).click();
      await page.getByText('This part of the page could not be fetched.').waitFor();
      await page.unroute(silent);
      await page.getByText('No rule watches yet').waitFor();
      expect(await page.getByText('does not answer').count()).toBe(0);
      // A browser has six connections to a server: tabs that nobody looks at need none of them.
      const listening: string[] = [];
      context.on('request', (request) => request.url().endsWith('/api/events') && listening.push(request.url()));
      await page.addInitScript("Object.defineProperty(document, 'hidden', { get: () => location.pathname === '/groups' })");
      await page.goto(`${served.url}/groups`);
      await page.getByText('There is no group').waitFor();
      expect(listening).toEqual([]);
      // Whoever was signed out stays where they are.
      for (const { id } of await served.operation.platform.sessions.list()) await served.operation.platform.sessions.end(id);
      await page.getByRole('link', { name: 'Questions', exact: true }).click();
      await page.getByText('Sign in with a link').waitFor();
      expect(new URL(page.url()).pathname).toBe('/questions');
      await context.close();
    });
  });

  it('reads alerts and the overview on a phone, without scrolling sideways', async () => {
    await whileServing(async (served) => {
      const sync = await served.store.beginSync({ source: 'api', scope: 'larch', on: Date.now() });
      await sync.entities(company(account({ name: 'Larch' }), user('Ada Quill', { meetingSecurityWaitingRoom: false })).entities);
      await sync.commit({ completeTypes: '*' });
      await served.ask('/api/rules', {
        as: 'administrator',
        body: {
          name: 'Users without a waiting room, which is a long name for a rule',
          queries: [{ name: 'query0', query: 'FIND zoom_user WITH meetingSecurityWaitingRoom = false' }],
          operations: [{ actions: [{ type: 'CREATE_ALERT' }] }],
        },
      });
      await served.operation.watch.settled();
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      page.setDefaultTimeout(SLOW_MS);
      await page.goto(await served.loginUrl());
      await page.getByText(/Privileged people/).waitFor();
      const sideways = () => page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect(await sideways()).toBeLessThanOrEqual(0);
      await page.getByRole('button', { name: 'Pages' }).click();
      await page.getByRole('link', { name: /^Alerts/ }).click();
      await page.getByRole('link', { name: /Users without a waiting room/ }).click();
      await page.getByText('Who it is about').waitFor();
      expect(await sideways()).toBeLessThanOrEqual(0);
      await context.close();
    });
  });
});
