import { createRequire } from 'node:module';

/** The built file lies one folder below package.json, as the source does. */
const manifest = createRequire(import.meta.url)('../package.json') as { version: string; homepage?: string };

/** The package's version. */
export const VERSION: string = manifest.version;
/** Where one reads about it; undefined while package.json has no `homepage`. */
export const HOMEPAGE: string | undefined = manifest.homepage;
