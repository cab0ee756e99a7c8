import { GraphZoomError } from '../lib/errors.ts';
import { isLoopback } from '../lib/loopback.ts';

/** Checks the address of a server. A key goes over plain http to this machine only, unless that was asked for. */
export function serverAddress(text: string, insecure: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new GraphZoomError('usage', `--server ${text} is no http(s) address.`, { hint: 'Write one such as https://graph-zoom.example.com.' });
  if (url.username || url.password) throw new GraphZoomError('usage', 'The address of --server has a name or password in it.', { hint: 'Set the key in GRAPH_ZOOM_API_KEY.' });
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !insecure)
    throw new GraphZoomError('usage', `${url.origin} is not encrypted: everybody on the way could read the key and the answers.`, { hint: 'Use https, or say that you accept it with --insecure-remote.' });
  return url;
}
