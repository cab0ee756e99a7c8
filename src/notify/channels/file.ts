import { constants } from 'node:fs';
import { mkdir, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ChannelFailure } from '../failure.ts';
import { defineChannel, textIn } from './define.ts';

const schema = z.strictObject({ path: z.string().min(1).max(200).default('alerts.ndjson') });

export const file = defineChannel<z.infer<typeof schema>>({
  kind: 'file',
  about: 'A line of JSON in a file, for a collector that reads files. Files are in the folder `alerts` of the data directory.',
  settings: [{ name: 'path', about: '`alerts.ndjson` unless something else is said.' }],
  addresses: [],
  schema,
  direct: (content) => {
    const given = textIn(content, 'path');
    return given === undefined ? undefined : { path: given };
  },
  send: async ({ config, content, alert, id, policy }) => {
    const body = content.body ?? (alert ? { alert } : { text: content.text ?? null });
    const line = JSON.stringify({ on: new Date().toISOString(), deliveryId: id, ...(typeof body === 'object' && !Array.isArray(body) ? body : { body }) });
    await append(policy.fileRoot, textIn(content, 'path') ?? config.path, `${line}\n`);
  },
});

/** Writes within the folder only: neither `..` nor a link leads out of it. */
async function append(root: string, name: string, line: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const base = await realpath(root);
  const target = path.resolve(base, name);
  const refused = () => new ChannelFailure('address-refused', `${JSON.stringify(name)} is not in the folder for files of alerts.`);
  if (path.isAbsolute(name) || !target.startsWith(base + path.sep)) throw refused();
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  if ((await realpath(path.dirname(target))) !== path.dirname(target)) throw refused();
  try {
    const handle = await open(target, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
    try {
      await handle.appendFile(line);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ELOOP') throw refused();
    throw new ChannelFailure(code === 'ENOSPC' ? 'busy' : 'refused', `${JSON.stringify(name)} cannot be written (${code ?? 'unknown error'}).`);
  }
}
