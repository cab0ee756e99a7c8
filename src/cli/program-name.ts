import path from 'node:path';

/** What a person types to run this: after `npm ci` in a checkout there is no `graph-zoom` on the path, but npx finds it. */
export const PROGRAM = process.env.npm_command !== undefined || path.basename(process.argv[1] ?? '') !== 'graph-zoom' ? 'npx graph-zoom' : 'graph-zoom';

/** Spells the commands in a sentence as they are typed here. */
export const asTyped = (sentence: string): string => sentence.replaceAll('`graph-zoom ', `\`${PROGRAM} `);
