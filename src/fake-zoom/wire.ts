import { randomBytes } from 'node:crypto';
import type http from 'node:http';
import type { RateLabel } from '../zoom/define-endpoint.ts';
import { type Answer, badPageToken, failure } from './answers.ts';
import type { Injection } from './inject.ts';
import type { Refusal } from './rate-limits.ts';

/** Headers of a real answer that are the same every time (section 9.2), without the cookies. */
const FIXED = {
  'content-type': 'application/json;charset=UTF-8',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache, no-store, must-revalidate, no-transform',
  pragma: 'no-cache',
  'x-zm-zoneid': 'VA',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** Labels as Zoom prints them: `Light`, not `LIGHT`. */
const CATEGORY: Readonly<Record<RateLabel, string>> = { LIGHT: 'Light', MEDIUM: 'Medium', HEAVY: 'Heavy', RESOURCE_INTENSIVE: 'Resource-intensive' };

let trackingCounter = 0;
const trackingId = (): string => `v=2.0;clid=us06;rid=WEB_${(++trackingCounter).toString(16).padStart(32, '0')}`;

export function send(response: http.ServerResponse, { status, body, headers }: Answer, label?: RateLabel, more: Readonly<Record<string, string>> = {}): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...FIXED, 'content-length': text.length, 'x-zm-trackingid': trackingId(), ...(label ? { 'x-ratelimit-category': CATEGORY[label] } : {}), ...more, ...headers });
  response.end(text);
}

export const html = (response: http.ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-type': 'text/html', server: 'cloudflare', 'x-zm-trackingid': trackingId() });
  response.end(`<html><head><title>${status}</title></head><body>Something went wrong (${randomBytes(4).toString('hex')})</body></html>`);
};

/** The 429s of section 2.2 and 2.3. */
export function tooMany(refusal: Refusal): Answer {
  if (refusal.kind === 'second') return failure(429, 429, 'You have reached the maximum per-second rate limit for this API. Try again later.', { 'x-ratelimit-type': 'QPS' });
  return dailyAnswer(new Date(refusal.until).toISOString().replace('.000Z', 'Z'), refusal.limit);
}

const dailyAnswer = (retryAfter: string, limit: number): Answer =>
  failure(429, 429, 'You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.', {
    'x-ratelimit-type': 'Daily-limit',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    'retry-after': retryAfter,
  });

/** Does to a request what a fault says. */
export function spoil(request: http.IncomingMessage, response: http.ServerResponse, injection: Exclude<Injection, { kind: 'slow' }>, answer: Answer, label: RateLabel | undefined): void {
  switch (injection.kind) {
    case 'server-error':
      html(response, injection.status);
      return;
    case 'reset':
      request.socket.destroy();
      return;
    case 'truncated': {
      const text = JSON.stringify(answer.body);
      response.writeHead(200, { ...FIXED, 'content-length': Buffer.byteLength(text) + 100 });
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
      return;
    }
    case 'bad-json':
      response.writeHead(200, FIXED);
      response.end('{"users":[{"id":');
      return;
    case 'error-body':
      send(response, { status: 200, body: { code: 500, message: 'Internal server error.' } }, label);
      return;
    case 'unauthorized':
      send(response, failure(401, 124, 'Access token is expired.'), label);
      return;
    case 'qps':
      send(response, tooMany({ kind: 'second' }), label);
      return;
    case 'page-expired':
      send(response, badPageToken, label);
      return;
    case 'daily':
      send(response, dailyAnswer(injection.retryAfter, 2000), label);
      return;
  }
}
