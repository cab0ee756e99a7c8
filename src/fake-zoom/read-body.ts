import type http from 'node:http';

const MOST = 64 * 1024;

/** The body of a request as text; what is too large is an error. */
export async function readBody(request: http.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MOST) throw new Error('body too large');
  }
  return text;
}
