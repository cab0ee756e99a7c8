import type { Action } from '../alerting.ts';

const SECRET = /secret|token|passw|passphrase|api-?_?key|routing-?_?key|authorization|credential|cookie|webhookurl|signature/i;
const MASKED = '***masked***';

/** An action as it may be shown: without credentials, and addresses without what follows a question mark. */
export const shownAction = (action: Action): Action => redacted(action) as Action;

function redacted(value: unknown, name = ''): unknown {
  if (SECRET.test(name) && value !== null && value !== undefined && value !== '') return MASKED;
  if (typeof value === 'string') return name === 'endpoint' || name === 'url' ? value.replace(/\?.*$/s, '?...').replace(/\/\/[^/@]*@/, '//***@') : value;
  if (Array.isArray(value)) return value.map((item) => redacted(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redacted(inner, key)]));
}
