import type http from 'node:http';
import { document, PAGE_HEADERS, type Page, type Place } from '../oauth-flow/pages/layout.ts';

/** An answer with the headers of a page, whatever it is. */
export function send(response: http.ServerResponse, status: number, text: string, headers: http.OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { ...PAGE_HEADERS, ...headers, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

export const sendPage = (response: http.ServerResponse, status: number, page: Page, place: Place): void => send(response, status, document(page, place));
export const sendText = (response: http.ServerResponse, status: number, text: string): void => send(response, status, `${text}\n`, { 'content-type': 'text/plain; charset=utf-8' });
export const sendTo = (response: http.ServerResponse, location: string): void => send(response, 302, '', { location });

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The name that a request came by, if it is one of this machine; under any other name a page elsewhere may have been made to lead here. */
export function loopbackName(host: string | undefined, port: number): string | undefined {
  if (host === undefined || !URL.canParse(`http://${host}/`)) return undefined;
  const asked = new URL(`http://${host}/`).host;
  return LOOPBACK.find((name) => new URL(`http://${name}:${port}/`).host === asked);
}
