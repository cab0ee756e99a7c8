import { rmSync } from 'node:fs';

const parts = new Set<string>();
let listening = false;

/** Keeps in mind that a file or folder is half written: where the process ends meanwhile (`process.exit`), it is removed. */
export async function whileUnfinished<T>(part: string, work: () => Promise<T>): Promise<T> {
  if (!listening) process.once('exit', removeAll);
  listening = true;
  parts.add(part);
  try {
    return await work();
  } finally {
    parts.delete(part);
  }
}

function removeAll(): void {
  for (const part of parts) rmSync(part, { recursive: true, force: true });
}
