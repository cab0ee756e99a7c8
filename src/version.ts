import { createRequire } from 'node:module';

/** The package's version; the built file lies one folder below package.json, as the source does. */
export const VERSION: string = (createRequire(import.meta.url)('../package.json') as { version: string }).version;
