import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, startCli } from './support/cli.ts';

describe('the demo', () => {
  it('serves its graph, which the other commands then ask, until it is stopped; --once just shows it', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'graph-zoom-demo-'));
    const child = startCli(['demo', '--users', '6', '--latency', '0', '--port', '0'], { home });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    try {
      let shown = '';
      const link = await new Promise<string>((resolve, reject) => {
        child.stdout.on('data', (text) => {
          shown += text;
          const found = /sign in +(http:\S+)/.exec(shown)?.[1];
          if (found !== undefined && shown.includes('Ctrl-C stops it.')) resolve(found);
        });
        child.stderr.resume();
        child.once('close', () => reject(new Error(shown)));
      });
      const dataDir = path.join(home, 'demo-6');
      const entered = await fetch(link, { redirect: 'manual' });
      expect([entered.status, entered.headers.get('location')]).toEqual([303, '/']);
      const asked = await runCli(['--data-dir', dataDir, 'query', 'FIND zoom_user RETURN count(zoom_user) AS n', '--json'], { home });
      expect(JSON.parse(asked.stdout)).toMatchObject({ data: [{ n: 6 }] });
      const instances = JSON.parse((await runCli(['--data-dir', dataDir, 'instances', 'list', '--json'], { home })).stdout);
      expect(instances).toMatchObject([{ name: 'demo', polling: { interval: 'DISABLED' }, config: { clientSecret: '***masked***' } }]);

      child.kill('SIGINT');
      expect(await ended).toBe(0);
      await expect(readFile(path.join(dataDir, 'server.json'))).rejects.toThrow('ENOENT');

      const again = await runCli(['demo', '--users', '6', '--latency', '0', '--once'], { home });
      expect(again.code).toBe(0);
      expect(again.stdout).toContain('Next:');
    } finally {
      child.kill('SIGKILL');
      await ended;
      await rm(home, { recursive: true, force: true });
    }
  });
});
