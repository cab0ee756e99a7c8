import { ENDPOINTS } from '../../zoom/endpoints/index.ts';
import { table } from './table.ts';

/** The scopes to ask for, in both spellings, and what each is for. From the endpoint table. */
export const scopeTable = (): string =>
  table(
    ['classic', 'granular', 'for'],
    ENDPOINTS.map((e) => [e.scopes.classic[0] ?? '', e.scopes.granular[0] ?? '', e.purpose]),
    { sentences: true },
  );
