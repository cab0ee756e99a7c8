import { ENDPOINTS } from '../../src/zoom/endpoints/index.ts';
import { HEAD, row } from './markdown.ts';

/** The page on the endpoints of Zoom's that are read, and the scopes that open them. */
export const scopesPage = () =>
  `${HEAD}# Endpoints and scopes\n\nAny one of the scopes of a row is enough; the product only reads.\n\n| for | path | rate label | classic scope | granular scope |\n|---|---|---|---|---|\n${ENDPOINTS.map((e) => row(e.purpose, `\`GET ${e.path}\``, e.label, `\`${e.scopes.classic[0]}\``, `\`${e.scopes.granular[0]}\``)).join('\n')}\n`;
