import { GraphZoomError, messageOf } from '../../../lib/errors.ts';

/**
 * The driver, once the database's binary is there: npm installs the one for the machine's system, unless it was told to omit what is
 * optional. Fails with `install-incomplete`. The binary is imported by itself first, for Node also throws, where nobody can catch it, what
 * a module further down in a tree of imports throws.
 */
export async function loadDriver(): Promise<typeof import('./driver.ts')> {
  try {
    await import('@duckdb/node-api');
  } catch (error) {
    throw new GraphZoomError('install-incomplete', `The database cannot be loaded on ${process.platform}-${process.arch}: ${messageOf(error).split('\n', 1)[0]}.`, { cause: error });
  }
  return import('./driver.ts');
}
