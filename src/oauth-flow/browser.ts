import { randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import { FLOW_MS } from './flows.ts';

/** Marks the browser that began an authorization, so that no other can end it. */
const COOKIE = 'graph_zoom_oauth';
const VALUE = /^[\w-]{43}$/;

/** The mark in a request's Cookie header. */
export const browserOf = (cookieHeader: string | undefined): string | undefined => {
  const value = parseCookie(cookieHeader ?? '')[COOKIE];
  return value !== undefined && VALUE.test(value) ? value : undefined;
};

/** The mark of a browser, old or new, and the Set-Cookie header that keeps it. Lax: it has to come along when Zoom sends the browser back. */
export const markBrowser = (cookieHeader: string | undefined, { path, secure }: { readonly path: string; readonly secure: boolean }): { readonly browser: string; readonly setCookie: string } => {
  const browser = browserOf(cookieHeader) ?? randomBytes(32).toString('base64url');
  return { browser, setCookie: stringifySetCookie({ name: COOKIE, value: browser, path, httpOnly: true, sameSite: 'lax', secure, maxAge: FLOW_MS / 1000 }) };
};
