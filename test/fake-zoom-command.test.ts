import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { signature } from '../src/fake-zoom/webhooks.ts';
import { startCli } from './support/cli.ts';
import { startReceiver } from './support/webhook-receiver.ts';

const SECRET = 'secret of the command';
const run = (...args: string[]) => startCli(['fake-zoom', ...args]);

describe('graph-zoom fake-zoom', () => {
  it('serves, changes by itself, says each change and sends it signed; a polite kill ends it well', async () => {
    const receiver = await startReceiver(SECRET, 204);
    const child = run('--json', '--users', '40', '--change-every', '0.05', '--webhook', receiver.url, '--webhook-secret', SECRET, '--faults', 'unknownKeys,reset=0');
    try {
      const said: { url?: string; change?: string; email?: string }[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        said.push(JSON.parse(line));
        if (said.length === 4) break;
      }
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);

      expect(said[0]).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), env: expect.objectContaining({ ZOOM_API_URL: `${said[0]?.url}/v2`, ZOOM_OAUTH_URL: `${said[0]?.url}/oauth` }) });
      expect(said.slice(1).map(({ change }) => change)).toEqual(['settings-changed', 'deactivated', 'promoted']);
      expect(said[1]?.email).toContain('@');
      expect(receiver.deliveries.length).toBeGreaterThan(0);
      for (const { headers, raw } of receiver.deliveries) expect(headers['x-zm-signature']).toBe(signature(SECRET, String(headers['x-zm-request-timestamp']), raw));
    } finally {
      child.kill('SIGKILL');
      await receiver.close();
    }
  });

  it.each([
    ['an unknown fault', ['--faults', 'chaos'], /"chaos" is neither a profile nor a fault[\s\S]*Profiles: none, flaky[\s\S]*serverError/],
    ['a share out of range', ['--faults', 'reset=5'], /reset=5[\s\S]*from 0 to 1/],
    ['too many users', ['--users', '500001'], /--users[\s\S]*500000/],
    ['a webhook without a secret', ['--webhook', 'http://localhost:1/'], /--webhook-secret/],
  ])('%s is a usage error', async (_, args, said) => {
    const child = run(...args);
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(text).toMatch(said);
  });
});
