import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type AxeResults, runAxe } from './axe.ts';

/** Where Debian and others put Chromium. */
const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].filter((one): one is string => one !== undefined && one !== '');

/** A real Chromium; fails with how to get one. WebGL is drawn by the processor. */
export function startBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((one) => existsSync(one));
  if (executablePath === undefined) throw new Error('There is no Chromium for the tests of the page. Install it (`apt-get install chromium`), or name it in CHROMIUM.');
  return chromium.launch({ executablePath, args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing', '--no-sandbox'] });
}

/** What a page said that it should not have said: errors of scripts, refusals of the content policy, requests to elsewhere. */
export function complaintsOf(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (400|404|409|422)/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) complaints.push(`a request to ${request.url()}`);
  });
  return complaints;
}

/** Violations of WCAG 2.2 AA, each with where; of some rules only, where they are named. */
export async function barriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  const { violations }: AxeResults = await runAxe(page, rules);
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  );
}
