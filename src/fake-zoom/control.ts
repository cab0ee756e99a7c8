import type http from 'node:http';
import { z } from 'zod';
import { GraphZoomError } from '../lib/errors.ts';
import { PLANS } from '../zoom/limits.ts';
import { type Answer, failure, notRecognized, ok } from './answers.ts';
import { edit, Unknown } from './edit.ts';
import { parseFaults } from './fault-text.ts';
import { FAULTS, type Faults } from './faults.ts';
import type { FakeZoom } from './options.ts';
import { readBody } from './read-body.ts';

const MOST_CHANGES = 100_000;
const change = z.strictObject({ count: z.int().min(1).max(MOST_CHANGES).default(1) });
const KINDS = { share: z.number().min(0).max(1), switch: z.boolean(), ms: z.number().min(0) };
const oneByOne = z.strictObject(Object.fromEntries(Object.entries(FAULTS).map(([name, { kind }]) => [name, KINDS[kind].optional()])));
const switches = z.strictObject({
  /** As on the command line, or by name; replaces all faults. */
  faults: z.union([z.string(), oneByOne]).optional(),
  scopes: z.array(z.string()).optional(),
  plan: z.enum([...PLANS, 'unlimited']).optional(),
  otherLoad: z.number().min(0).max(1).optional(),
  latencyMs: z.number().min(0).optional(),
});

/** What other processes may ask of the fake below `/control/`; no part of Zoom (docs/fake-zoom.md). */
export async function control(fake: Pick<FakeZoom, 'change' | 'edit' | 'set' | 'requests'>, request: http.IncomingMessage, path: string): Promise<Answer> {
  const asked = `${request.method} ${path}`;
  if (asked === 'GET /control/requests') return ok({ ...fake.requests, tokens: fake.requests.tokens() });
  // A page in a browser cannot send this type without asking first, and is never told that it may.
  if (!request.headers['content-type']?.startsWith('application/json')) return failure(415, 415, 'Send JSON with content-type application/json.');
  const body = await readBody(request);
  try {
    return act(fake, asked, JSON.parse(body === '' ? '{}' : body));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || error instanceof Unknown || (error instanceof GraphZoomError && error.code === 'usage')) return failure(400, 400, error.message);
    throw error;
  }
}

function act(fake: Pick<FakeZoom, 'change' | 'edit' | 'set'>, asked: string, body: unknown): Answer {
  switch (asked) {
    case 'POST /control/change':
      return ok({ changes: fake.change(change.parse(body).count) });
    case 'POST /control/edit':
      return ok({ change: fake.edit(edit.parse(body)) });
    case 'POST /control/set': {
      const { faults, ...rest } = switches.parse(body);
      const parsed = typeof faults === 'string' ? parseFaults(faults, 'faults') : (faults as Partial<Faults> | undefined);
      fake.set({ ...present(rest), ...(parsed === undefined ? {} : { faults: parsed }) });
      return ok({});
    }
    default:
      return notRecognized;
  }
}

/** Without the keys that were not sent. */
const present = <T extends object>(record: T) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
