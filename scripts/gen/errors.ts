import { ERRORS } from '../../src/lib/errors.ts';
import { HEAD } from './markdown.ts';

/** The page on error codes, each with its cause and what to do. */
export const errorsPage = () =>
  `${HEAD}# Error codes\n\n${Object.entries(ERRORS)
    .map(([code, e]) => `## ${code}\n\nExit code ${e.exit}. ${e.cause}\n\nWhat to do: ${e.remedy}\n`)
    .join('\n')}`;
