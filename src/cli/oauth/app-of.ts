import { ENV_FILE, type Environment } from '../../config.ts';
import { wrongCredential } from '../../credentials.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { OAuthApp } from '../../oauth-flow/flows.ts';

/** Names for the same two, in the order they are looked for; a pair is taken whole. */
const PAIRS = [
  ['CLIENT_ID', 'CLIENT_SECRET'],
  ['ZOOM_CLIENT_ID', 'ZOOM_CLIENT_SECRET'],
] as const;

/** The app that the environment or `.env` (which `loadEnvironment` has read into it) names, and by which variable. */
export function appOf({ ZOOM_OAUTH_URL: oauthUrl }: Pick<Environment, 'ZOOM_OAUTH_URL'>, all: NodeJS.ProcessEnv): { readonly app: OAuthApp; readonly from: string } {
  for (const [idName, secretName] of PAIRS) {
    const [clientId, clientSecret] = [all[idName], all[secretName]];
    if (!clientId || !clientSecret) continue;
    for (const name of [idName, secretName]) {
      const wrong = wrongCredential(all[name] as string);
      if (wrong !== undefined) throw new GraphZoomError('config-invalid', `${name}: ${wrong}.`, { hint: `Correct ${name} in the environment or in ${ENV_FILE}.` });
    }
    return { app: { clientId, clientSecret, oauthUrl }, from: idName };
  }
  const begun = PAIRS.find((pair) => pair.some((name) => all[name])) ?? PAIRS[0];
  const missing = begun.filter((name) => !all[name]);
  throw new GraphZoomError('config-missing', `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`, {
    hint: `Put the Client ID and Client Secret of your OAuth app (the app's page in the Zoom Marketplace shows them) into ${ENV_FILE} as CLIENT_ID=… and CLIENT_SECRET=…; docs/oauth.md says how to make the app.`,
  });
}
