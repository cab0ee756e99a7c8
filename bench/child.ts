import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a bench file in a process of its own and gives the JSON lines it prints. */
export async function inChild<T>(file: string, options: unknown): Promise<T[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file, JSON.stringify(options)], { maxBuffer: 1 << 26 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}
