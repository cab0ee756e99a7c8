import { afterEach, expect, it, vi } from 'vitest';
import { offerBrowser } from './offer-browser.ts';

afterEach(() => vi.restoreAllMocks());

it('says why the page cannot be opened, and goes on', async () => {
  for (const stream of [process.stdin, process.stderr]) Object.defineProperty(stream, 'isTTY', { value: true, configurable: true });
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const end = offerBrowser(() => Promise.reject(new Error('the server is stopping')));

  process.stdin.emit('data', '\n');

  await vi.waitFor(() => expect(written.mock.lastCall?.[0]).toContain('the server is stopping'));
  end();
});
