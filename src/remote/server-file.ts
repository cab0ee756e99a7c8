import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Where a running server tells the commands of its owner how to reach it; readable by the owner only. */
export const SERVER_FILE = 'server.json';

/** `certificate` is the SHA-256 fingerprint of the server's own, where it has one: it need not be valid for this machine's name. */
const shape = z.object({ url: z.url(), pid: z.number().int().positive(), key: z.string().min(1), version: z.string(), startedOn: z.number(), certificate: z.string().optional() });
export type ServerFile = z.infer<typeof shape>;

/** Tells the commands of this user, at once or not at all. */
export async function writeServerFile(dataDir: string, file: ServerFile): Promise<void> {
  const next = path.join(dataDir, `${SERVER_FILE}.new`);
  await rm(next, { force: true }); // its mode would be kept
  await writeFile(next, `${JSON.stringify(file)}\n`, { mode: 0o600 });
  await rename(next, path.join(dataDir, SERVER_FILE));
}

export const removeServerFile = (dataDir: string): Promise<void> => rm(path.join(dataDir, SERVER_FILE), { force: true });

/** The server of a data directory; undefined where there is none, or the file is left from a process that has gone. */
export async function readServerFile(dataDir: string): Promise<ServerFile | undefined> {
  let text: string;
  try {
    text = await readFile(path.join(dataDir, SERVER_FILE), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
  const parsed = shape.safeParse(parse(text));
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut off by a kill: left behind, as that of a process that has gone
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0); // asks, and sends nothing
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it lives, and is another user's
  }
}
