import { z } from 'zod';

/** The answer of Zoom's token endpoint (reference/zoom-api.md, 1.1 and 1.2). */
export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(3599),
  scope: z.string().optional(),
  api_url: z.string().optional(),
  refresh_token: z.string().optional(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

/** The scopes of a token answer, granular or classic; undefined when Zoom did not say. */
export const scopesOf = ({ scope }: Pick<TokenAnswer, 'scope'>): ReadonlySet<string> | undefined => (scope === undefined ? undefined : new Set(scope.split(/[\s,]+/).filter(Boolean)));
