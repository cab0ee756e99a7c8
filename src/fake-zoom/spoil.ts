import type http from 'node:http';
import type { Clock } from '../lib/clock.ts';
import type { RateLabel } from '../zoom/define-endpoint.ts';
import { type Answer, badPageToken, dailyLimit, expiredToken, failure, noDivisions, perSecond } from './answers.ts';
import type { Injection } from './inject.ts';
import { apiHeaders, html, send } from './wire.ts';

/** The daily cap that an injected daily limit names. */
const INJECTED_CAP = 2000;

/** Does to a request what a fault says; `answer` is what it would have got. */
export async function spoil(request: http.IncomingMessage, response: http.ServerResponse, injection: Exclude<Injection, { kind: 'slow' }>, answer: Answer, label: RateLabel | undefined, clock: Clock): Promise<void> {
  switch (injection.kind) {
    case 'server-error':
      return injection.json ? send(response, failure(injection.status, injection.status, 'Internal server error.'), label) : html(response, injection.status);
    case 'reset':
      request.socket.destroy();
      return;
    case 'truncated': {
      const text = JSON.stringify(answer.body);
      response.writeHead(200, apiHeaders(Buffer.byteLength(text) + 100, label));
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
      return;
    }
    case 'slow-body': {
      const text = Buffer.from(JSON.stringify(answer.body));
      const half = Math.ceil(text.length / 2);
      response.writeHead(answer.status, apiHeaders(text.length, label, answer.headers));
      response.write(text.subarray(0, half));
      await clock.sleep(injection.ms);
      response.end(text.subarray(half));
      return;
    }
    case 'bad-json': {
      const text = '{"users":[{"id":';
      response.writeHead(200, apiHeaders(text.length, label));
      response.end(text);
      return;
    }
    case 'error-body':
      return send(response, { status: 200, body: { code: 500, message: 'Internal server error.' } }, label);
    case 'unauthorized':
      return send(response, expiredToken, label);
    case 'odd-unauthorized':
      return send(response, noDivisions, label);
    case 'qps':
      return send(response, perSecond, label);
    case 'page-expired':
      return send(response, badPageToken, label);
    case 'daily':
      return send(response, dailyLimit(injection.retryAfter, INJECTED_CAP), label);
  }
}
