import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { account, company, user } from '../src/rules/packs/fixture.ts';
import { startCli } from './support/cli.ts';
import { send } from './support/serving.ts';

const KEY = 'a-key-of-the-kill-test';

/** A port where nobody listens. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createTcp();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function serve(home: string): Promise<{ child: ChildProcess; url: string }> {
  const child = startCli(['serve', '--port', '0', '--json'], { home, env: { GRAPH_ZOOM_API_KEY: KEY, GRAPH_ZOOM_ALLOW_ADDRESSES: '127.0.0.1' } });
  child.stderr.resume();
  const [line] = (await new Promise((resolve) => createInterface(child.stdout).once('line', (text) => resolve([text])))) as [string];
  return { child, url: (JSON.parse(line) as { url: string }).url };
}

it('a server that is killed between an alert and its message delivers it once when it runs again', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-kill-alert-'));
  const port = await freePort();
  const first = await serve(home);
  let second: Awaited<ReturnType<typeof serve>> | undefined;
  const ask = (to: string, body?: unknown) => send(`${(second ?? first).url}${to}`, { key: KEY, ...(body === undefined ? {} : { body }) });
  try {
    const upload = async (isAdmin: boolean) => {
      const { json } = await ask('/persister/synchronization/jobs', { source: 'api', scope: 'larch' });
      const { entities, relationships } = company(account(), user('Ada Quill', { isAdmin }));
      await ask(`/persister/synchronization/jobs/${json.job.id}/entities`, { entities });
      await ask(`/persister/synchronization/jobs/${json.job.id}/relationships`, { relationships });
      await ask(`/persister/synchronization/jobs/${json.job.id}/finalize`, {});
    };
    const until = async <T>(path_: string, done: (items: T[]) => boolean): Promise<T[]> => {
      for (;;) {
        const { items } = (await ask(path_)).json as { items: T[] };
        if (done(items)) return items;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await upload(false);
    await ask('/api/channels', { name: 'soc', kind: 'webhook', config: { url: `http://127.0.0.1:${port}/hook` } });
    await ask('/api/rules/packs/enable', { rules: ['new-administrator'], channel: { name: 'soc' } });
    await until<{ state: { evaluations?: number } }>('/api/rules', ([rule]) => rule?.state.evaluations === 1);
    await upload(true);
    // Nobody listens yet: the message is decided and waits.
    const [waiting] = await until<{ id: string; attempts: number; status: string }>('/api/deliveries', ([delivery]) => (delivery?.attempts ?? 0) > 0);
    expect(waiting?.status).toBe('pending');
    first.child.kill('SIGKILL');
    await new Promise((resolve) => first.child.once('close', resolve));

    const got: { id: unknown; rule: string }[] = [];
    const arrived = new Promise<void>((resolve) => {
      const hook = createServer((request, response) => {
        let raw = '';
        request.on('data', (part) => {
          raw += String(part);
        });
        request.on('end', () => {
          got.push({ id: request.headers['x-graph-zoom-delivery'], rule: JSON.parse(raw).alert.ruleName });
          response.end();
          resolve();
          hook.unref();
        });
      });
      hook.listen(port, '127.0.0.1');
    });
    second = await serve(home);
    await arrived;
    const [delivered] = await until<{ status: string; attempts: number }>('/api/deliveries', ([delivery]) => delivery?.status === 'delivered');
    expect(delivered).toMatchObject({ attempts: 2 });
    expect((await ask('/api/rules/run-due', {})).status).toBe(200);
    expect(got).toEqual([{ id: waiting?.id, rule: 'Somebody became an administrator' }]);
    expect((await ask('/api/alerts')).json.items).toHaveLength(1);
  } finally {
    first.child.kill('SIGKILL');
    second?.child.kill('SIGKILL');
    await rm(home, { recursive: true, force: true });
  }
});
