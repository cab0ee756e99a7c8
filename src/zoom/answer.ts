import type { z } from 'zod';
import type { Situation } from './decision.ts';
import type { Endpoint } from './define-endpoint.ts';
import { dropSecrets } from './redact.ts';
import { repair } from './repair.ts';
import type { Incoming } from './transport.ts';
import { ZoomError } from './zoom-error.ts';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const numeric = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? number : undefined;
};

/** What `decide` wants to know of an answer. A 200 with code and message but without the list is a failure (reference/zoom-api.md, section 6). */
export const situationOf = (answer: Incoming, endpoint: Pick<Endpoint, 'paging'>): Pick<Situation, 'status' | 'code' | 'message' | 'headers' | 'bodyKind' | 'networkError'> => {
  const { status, headers, networkError, body } = answer;
  const base = { status, headers, networkError };
  if (answer.bodyKind !== 'json' || !isObject(body)) return { ...base, bodyKind: answer.bodyKind === 'json' ? 'invalid' : answer.bodyKind };
  const code = numeric(body.code);
  const message = typeof body.message === 'string' ? body.message : undefined;
  const listed = endpoint.paging !== undefined && endpoint.paging.items in body;
  const failure = status >= 200 && status < 300 && code !== undefined && message !== undefined && !listed;
  return { ...base, code, message, bodyKind: failure ? 'failure' : 'json' };
};

/** The answer without secrets and checked; a change of shape is an error that names the place, never the value. */
export const parseAnswer = <S extends z.ZodType>(endpoint: Endpoint<S>, body: unknown, trackingId: string | undefined): z.infer<S> => {
  const clean = dropSecrets(body, endpoint.secrets);
  let parsed = endpoint.response.safeParse(clean);
  if (!parsed.success && repair(clean, parsed.error.issues)) parsed = endpoint.response.safeParse(clean);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'the answer';
  throw new ZoomError({ endpoint: endpoint.id, action: 'stop', reason: 'unreadable-answer', status: 200, zoomMessage: `${where} has another shape than documented (${issue?.code ?? 'unknown'})`, trackingId });
};
