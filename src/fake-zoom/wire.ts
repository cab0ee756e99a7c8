import { randomBytes } from 'node:crypto';
import type http from 'node:http';
import type { RateLabel } from '../zoom/define-endpoint.ts';
import type { Answer } from './answers.ts';

/** Labels as Zoom prints them: `Light`, not `LIGHT`. */
const CATEGORY: Readonly<Record<RateLabel, string>> = { LIGHT: 'Light', MEDIUM: 'Medium', HEAVY: 'Heavy', RESOURCE_INTENSIVE: 'Resource-intensive' };

/** Cookies that no client may keep or send back. */
const COOKIES = ['zm_aid', 'zm_haid', 'cred', '_zm_ctaid', '_zm_mtk_guid', '__cf_bm'].map((name) => `${name}=fake-cookie; Path=/; Secure; HttpOnly`);

/** Headers that every API answer has, before and after the rate category; names, values and order are the recorded ones (reference/zoom-api.md, section 9.2). */
const CONTENT = { 'content-type': 'application/json;charset=UTF-8' };
const BEFORE = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache, no-store, must-revalidate, no-transform',
  pragma: 'no-cache',
  expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
  'set-cookie': COOKIES,
  vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
};
const AFTER = {
  'x-zm-zoneid': 'VA',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-xss-protection': '1; mode=block',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cf-cache-status': 'DYNAMIC',
  server: 'cloudflare',
};

let trackingCounter = 0;
const trackingId = (): string => `v=2.0;clid=us06;rid=WEB_${(++trackingCounter).toString(16).padStart(32, '0')}`;

/** The headers of an API answer with a body of so many bytes. */
export const apiHeaders = (length: number, label: RateLabel | undefined, more: Readonly<Record<string, string>> = {}): http.OutgoingHttpHeaders => ({
  ...CONTENT,
  'content-length': length,
  'x-zm-trackingid': trackingId(),
  ...BEFORE,
  ...(label ? { 'x-ratelimit-category': CATEGORY[label] } : {}),
  ...more,
  ...AFTER,
});

export function send(response: http.ServerResponse, { status, body, headers }: Answer, label?: RateLabel, more: Readonly<Record<string, string>> = {}): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, apiHeaders(text.length, label, { ...more, ...headers }));
  response.end(text);
}

/** A page of the network in front of Zoom. */
export const html = (response: http.ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8', server: 'cloudflare', 'x-zm-trackingid': trackingId() });
  response.end(`<html><head><title>${status}</title></head><body>Something went wrong (${randomBytes(4).toString('hex')})</body></html>`);
};

/** Token answers have headers of their own and no rate category. */
export function sendToken(response: http.ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...CONTENT,
    'content-length': Buffer.byteLength(text),
    'x-zm-trackingid': trackingId(),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    pragma: 'no-cache',
    'x-zm-zoneid': 'VA',
    'x-frame-options': 'SAMEORIGIN',
    'content-security-policy': "default-src 'self'",
    server: 'cloudflare',
  });
  response.end(text);
}
