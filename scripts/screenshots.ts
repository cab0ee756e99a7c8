import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { startBrowser } from '../test/support/chromium.ts';

/**
 * Pictures of the page, of the invented company: those of README and docs, or with --all each page in both themes and on a
 * phone, for whoever works on it. `--url` takes a server that is there (a sign-in link) in place of a demo of its own.
 */
const { values } = parseArgs({ options: { out: { type: 'string', default: 'docs/images' }, all: { type: 'boolean', default: false }, url: { type: 'string' }, only: { type: 'string' } } });
const SIZE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

interface Shot {
  readonly name: string;
  readonly at: string;
  /** What has to be there before the picture is taken. */
  readonly until: RegExp;
  readonly first?: (page: Page) => Promise<void>;
  /** Theme of the picture in the docs; others are for --all only. */
  readonly docs?: 'light' | 'dark';
}
const query = (text: string) => `/query?q=${encodeURIComponent(text)}`;
const firstLink = (under: string) => async (page: Page) => {
  await page.locator(`main a[href^="${under}/"]:not([href$="/new"])`).first().click();
  await page.waitForURL(`**${under}/*`);
};
const SHOTS: readonly Shot[] = [
  { name: 'overview', at: '/', until: /Privileged people \(\d/, docs: 'light' },
  { name: 'explore', at: '/explore', until: /things and \d+ relationships are shown/, docs: 'dark' },
  {
    name: 'explore-user',
    at: '/users?isAdmin=true',
    until: /\d+ users?/,
    first: async (page) => {
      await firstLink('/users')(page);
      await page.getByRole('link', { name: 'See as graph' }).click();
      await page.getByText(/Relations shown/).waitFor();
    },
  },
  { name: 'query', at: query('FIND zoom_group AS g THAT HAS zoom_user AS u RETURN g.displayName AS Group, COUNT(u) AS Members ORDER BY Members DESC'), until: /\d+ rows/, docs: 'light' },
  { name: 'query-chart', at: `${query('FIND zoom_group AS g THAT HAS zoom_user AS u RETURN g.displayName AS Group, COUNT(u) AS Members ORDER BY Members DESC')}&as=chart`, until: /Members by Group/ },
  { name: 'query-mistake', at: query('FIND zoom_user WTH isAdmin = true'), until: /line 1, column/ },
  { name: 'query-tree', at: query('FIND zoom_user WITH isAdmin = true THAT ASSIGNED zoom_role RETURN TREE LIMIT 20'), until: /entities, \d+ relationships/ },
  { name: 'query-explain', at: `${query('FIND zoom_user WITH isAdmin = true')}&as=explain`, until: /What the database makes of it/ },
  { name: 'questions', at: '/questions?id=waiting-room-off', until: /\d+ of \d+ rows|\d+ rows?/ },
  { name: 'users', at: '/users', until: /\d+ users/, docs: 'light' },
  {
    name: 'user',
    at: '/users?isAdmin=true',
    until: /\d+ users?/,
    first: async (page) => {
      await firstLink('/users')(page);
      await page.getByText(/are unlike most/).waitFor();
    },
    docs: 'light',
  },
  { name: 'groups', at: '/groups', until: /Find a group|Name/ },
  {
    name: 'group',
    at: '/groups',
    until: /Name/,
    first: async (page) => {
      await firstLink('/groups')(page);
      await page.getByText(/\d+ rows?/).waitFor();
    },
  },
  { name: 'roles', at: '/roles', until: /administrative/ },
  {
    name: 'role',
    at: '/roles',
    until: /administrative/,
    first: async (page) => {
      await firstLink('/roles')(page);
      await page.getByRole('heading', { name: 'Properties' }).waitFor();
    },
  },
  { name: 'people', at: '/people', until: /How they were matched/ },
  { name: 'people-import', at: '/people?import=1', until: /A file of employees/ },
  { name: 'alerts', at: '/alerts', until: /Found/ },
  {
    name: 'alert',
    at: '/alerts',
    until: /Found/,
    first: async (page) => {
      await firstLink('/alerts')(page);
      await page.getByText('What happened').waitFor();
    },
    docs: 'light',
  },
  { name: 'rules', at: '/rules', until: /Watching \(\d/ },
  { name: 'rules-packs', at: '/rules?tab=packs', until: /\d+ of \d+/ },
  { name: 'rules-messages', at: '/rules?tab=messages', until: /delivered|No message/i },
  { name: 'rule-new', at: `/rules/new?name=Waiting%20room%20off&q=${encodeURIComponent('FIND zoom_user WITH meetingSecurityWaitingRoom = false')}`, until: /Now it would/, docs: 'light' },
  {
    name: 'rule',
    at: '/rules',
    until: /Watching \(\d/,
    first: async (page) => {
      await firstLink('/rules')(page);
      await page.getByRole('heading', { name: 'History' }).waitFor();
    },
  },
  { name: 'integrations', at: '/integrations', until: /Last run/ },
  {
    name: 'integration-add',
    at: '/integrations',
    until: /Last run/,
    first: async (page) => {
      await page.getByRole('button', { name: 'Add configuration' }).click();
      await page.getByText('Scopes; graph-zoom only reads').waitFor();
    },
    docs: 'light',
  },
  {
    name: 'integration',
    at: '/integrations',
    until: /Last run/,
    first: async (page) => {
      await page.getByRole('link', { name: 'Open' }).click();
      await page
        .getByText(/Starting step|It has not run yet/)
        .first()
        .waitFor();
    },
  },
  ...['appearance', 'channels', 'keys', 'sessions', 'data', 'audit', 'about'].map(
    (tab): Shot => ({ name: `settings-${tab}`, at: `/settings?tab=${tab}`, until: /Colours|Where the messages|For the command line|Signed in|How long it is kept|Outcome|Size of the store/ }),
  ),
  {
    name: 'palette',
    at: '/',
    until: /Privileged people/,
    first: async (page) => {
      await page.keyboard.press('/');
      await page.getByLabel('Find', { exact: true }).fill('an');
      await page
        .getByText(/^user, /)
        .first()
        .waitFor();
    },
  },
  {
    name: 'shortcuts',
    at: '/',
    until: /Privileged people/,
    first: async (page) => {
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
      await page.getByText('Go to Overview').waitFor();
    },
  },
];

/** A demo of its own, and a link that signs in to it. */
async function startDemo(folder: string): Promise<{ link: string; stop: () => Promise<void> }> {
  const demo = spawn(process.execPath, ['bin/graph-zoom.mjs', '--data-dir', folder, 'demo', '--port', '0', '--users', '400'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => demo.once('exit', () => resolve()));
  const link = await new Promise<string>((resolve, reject) => {
    let text = '';
    demo.stdout.on('data', (chunk: Buffer) => {
      text += chunk;
      const found = /sign in\s+(http\S+)/.exec(text);
      if (found?.[1]) resolve(found[1]);
    });
    demo.once('exit', () => reject(new Error(`The demo ended before it was served:\n${text}`)));
  });
  return {
    link,
    stop: async () => {
      demo.kill('SIGINT');
      await ended;
    },
  };
}

const folder = await mkdtemp(path.join(tmpdir(), 'graph-zoom-shots-'));
const demo = values.url === undefined ? await startDemo(folder) : { link: values.url, stop: async () => {} };
const browser = await startBrowser();
try {
  await mkdir(values.out, { recursive: true });
  const { origin } = new URL(demo.link);
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (400|404)/.test(message.text())) console.error(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => console.error(`${page.url()}: ${error.message}`));
  await page.goto(demo.link);
  const take = async (shot: Shot, scheme: 'light' | 'dark', file: string) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.goto(`${origin}${shot.at}`);
    await page.getByText(shot.until).first().waitFor();
    await shot.first?.(page);
    await page.waitForLoadState('networkidle').catch(() => undefined); // a stream of events is open
    // The layout of a graph comes from a worker, and says nothing when it is done.
    await page.waitForTimeout(900);
    await page.screenshot({ path: path.join(values.out, file) });
    console.log(file);
  };
  for (const shot of SHOTS.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name)))
    try {
      if (values.all) {
        for (const scheme of ['light', 'dark'] as const) await take(shot, scheme, `${shot.name}-${scheme}.png`);
      } else if (shot.docs) await take(shot, shot.docs, `${shot.name}.png`);
    } catch (error) {
      console.error(`${shot.name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      process.exitCode = 1;
    }
  if (values.all && values.only === undefined) {
    await page.setViewportSize(PHONE);
    for (const shot of SHOTS.filter(({ name }) => ['overview', 'alerts', 'alert', 'users', 'rules', 'integrations', 'query'].includes(name))) await take(shot, 'light', `${shot.name}-phone.png`);
  }
} finally {
  await browser.close();
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
}
