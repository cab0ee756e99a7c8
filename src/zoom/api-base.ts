import { GraphZoomError } from '../lib/errors.ts';

const DEFAULT = 'https://api.zoom.us/v2';

/** Whether a host belongs to Zoom, so that a bearer token may be sent there (reference/zoom-api.md, 1.4). */
export const isZoomHost = (host: string): boolean => /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*(?:zoom\.us|zoomgov\.com)$/.test(host.toLowerCase());

const withVersion = (url: URL): string => {
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path === '' ? '/v2' : path}`;
};

/**
 * The API's base: an explicit one wins (that is also how a local Zoom is addressed); `api_url` of the token answer counts only
 * when it is https at a host of Zoom's, for otherwise a bad token server could have the bearer token sent anywhere.
 */
export const apiBase = (explicit: string | undefined, fromToken: string | undefined): string => {
  if (explicit !== undefined && explicit !== '') {
    if (URL.canParse(explicit) && /^https?:/i.test(explicit)) return withVersion(new URL(explicit));
    throw new GraphZoomError('config-invalid', `ZOOM_API_URL is no http(s) address: ${JSON.stringify(explicit)}.`, { hint: `Leave it out for ${DEFAULT}.` });
  }
  if (fromToken === undefined || !URL.canParse(fromToken)) return DEFAULT;
  const url = new URL(fromToken);
  const trusted = url.protocol === 'https:' && isZoomHost(url.hostname) && url.username === '' && url.password === '' && url.port === '';
  return trusted ? withVersion(url) : DEFAULT;
};
