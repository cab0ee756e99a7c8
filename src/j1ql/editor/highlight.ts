import type { Token } from './draft.ts';
import { walk } from './walk.ts';

/** The parts of a text as an editor colours them, in their order; the text need not be a query. */
export const tokens = (text: string): Token[] => walk(text).tokens.map(({ start, end, kind }) => ({ start, end, kind }));
