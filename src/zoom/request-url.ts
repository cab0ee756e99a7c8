import { GraphZoomError } from '../lib/errors.ts';
import type { Call } from './client.ts';
import type { Endpoint } from './define-endpoint.ts';

/** The URL of a call: ids are encoded, for Zoom's may hold anything, and only declared query keys go out. */
export const requestUrl = (base: string, endpoint: Pick<Endpoint, 'id' | 'path' | 'query'>, call: Pick<Call, 'params' | 'query'> = {}): string => {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = call.params?.[name];
    // An empty or dotted id would address another resource.
    if (value === undefined || value === '' || value === '.' || value === '..') throw new GraphZoomError('bug', `${endpoint.id} was called with ${name} = ${JSON.stringify(value)}.`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(call.query ?? {})) {
    // Zoom ignores unknown keys without a word: a typo would change what is listed.
    if (!endpoint.query.includes(key)) throw new GraphZoomError('bug', `${endpoint.id} has no query parameter ${key}.`);
    if (value !== '') query.set(key, value);
  }
  return `${base}${path}${query.size > 0 ? `?${query}` : ''}`;
};
