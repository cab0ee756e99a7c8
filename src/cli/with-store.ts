import type { Command } from 'commander';
import { dataDirectory, type Environment, loadEnvironment } from '../config.ts';
import type { Store } from '../store/store.ts';

export interface Session {
  readonly env: Environment;
  readonly dataDir: string;
  readonly store: Store;
}

/** Opens the store for one command and closes it however the command ends. */
export async function withStore<T>(command: Command, work: (session: Session) => Promise<T>): Promise<T> {
  const env = loadEnvironment();
  const dataDir = dataDirectory(env, command.optsWithGlobals<{ dataDir?: string }>().dataDir);
  const { openStore } = await import('../app.ts');
  const store = await openStore(dataDir);
  try {
    return await work({ env, dataDir, store });
  } finally {
    await store.close();
  }
}

/** Text for `addHelpText('after')`: every command's help ends with examples. */
export const examples = (...lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
