import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ApiContext } from '../context.ts';
import { callerOf } from './instances.ts';
import type { OwnApp } from './register.ts';

const PREFIX = 'backup-';

/** A copy of the whole store, as it is at one moment, while it is used. */
export function backupRoute(app: OwnApp, { store, platform, dataDir }: ApiContext): void {
  const folder = path.join(dataDir, 'work');
  // What a killed process was copying; nobody else uses the folder.
  app.addHook('onReady', async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) if (name.startsWith(PREFIX)) await rm(path.join(folder, name), { force: true });
  });
  app.post('/api/backup', { config: { needs: 'administrator' }, schema: { summary: 'Gives a copy of the whole store; put into an empty data directory as graph.duckdb it is one' } }, async (request, reply) => {
    const file = path.join(folder, `${PREFIX}${randomUUID()}.duckdb`);
    const { name, role } = callerOf(request);
    try {
      await store.backup(file);
      await platform.audit.add({ who: name, role, action: 'backup', outcome: 'done' });
      const { size } = await stat(file);
      const content = createReadStream(file);
      content.on('close', () => void rm(file, { force: true }));
      return reply.type('application/octet-stream').header('content-length', size).header('content-disposition', 'attachment; filename="graph.duckdb"').send(content);
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  });
}
