import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { EnvHttpProxyAgent, request } from 'undici';
import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import { type ErrorCode, GraphZoomError } from '../../lib/errors.ts';
import { VERSION } from '../../version.ts';
import { type Answered, type Decision, decide } from './decide.ts';
import type { Target } from './target.ts';

const zip = promisify(gzip);

const counter = z.number().optional();
const syncJob = z.looseObject({
  id: z.string(),
  status: z.string(),
  numEntitiesCreated: counter,
  numEntitiesUpdated: counter,
  numEntitiesDeleted: counter,
  numRelationshipsCreated: counter,
  numRelationshipsUpdated: counter,
  numRelationshipsDeleted: counter,
});
/** A synchronization job, with the parts that are used (reference/jupiterone-platform.md, section 2.4). */
export type SyncJob = z.infer<typeof syncJob>;
const jobAnswer = z.object({ job: syncJob });
const word = z.string().optional().catch(undefined);
const refusal = z.object({ error: z.object({ code: word, message: word }) });

export interface RequestCounts {
  total: number;
  retried: number;
  rateLimited: number;
}

/** Thrown where a body has to be cut into smaller ones. */
export class TooLarge extends Error {}

export interface PersisterOptions {
  readonly target: Target;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onRetry?: (reason: string, waitMs: number) => void;
  readonly random?: () => number;
}

const TIMEOUT_MS = 120_000;
/** An answer is a job or an error, a few kilobytes; what is longer comes from somebody else. */
const MOST_ANSWER_BYTES = 1_000_000;

/** Speaks to JupiterOne's synchronization API for one account. */
export class Persister {
  readonly counts: RequestCounts = { total: 0, retried: 0, rateLimited: 0 };
  readonly #options: PersisterOptions;
  readonly #dispatcher = new EnvHttpProxyAgent({ connect: { timeout: 10_000 }, maxResponseSize: MOST_ANSWER_BYTES });

  constructor(options: PersisterOptions) {
    this.#options = options;
  }

  async begin(): Promise<SyncJob> {
    const { destination } = this.#options.target;
    const body = 'scope' in destination ? { source: 'api', scope: destination.scope, syncMode: 'DIFF' } : { source: 'integration-managed', integrationInstanceId: destination.integrationInstanceId };
    return this.#job('POST', '', body);
  }

  job(id: string): Promise<SyncJob> {
    return this.#job('GET', `/${id}`);
  }

  /**
   * Uploads one body, `{"entities":[...]}` as text. What was taken when the answer was lost, or this program was killed, is sent
   * again: as the same upload, and so that a key which is there already is no error. Fails with `TooLarge`.
   */
  async upload(id: string, kind: 'entities' | 'relationships', text: string): Promise<void> {
    const headers = { 'content-encoding': 'gzip', 'jupiterone-correlation-id': correlationOf(id, text) };
    await this.#send('POST', `/${id}/${kind}?ignoreDuplicates=true`, await zip(text), headers);
  }

  /** Ends the upload. An answer that was lost may have been a finalize that was done: the job tells. */
  async finalize(id: string, partialTypes: readonly string[]): Promise<SyncJob> {
    return this.#job('POST', `/${id}/finalize`, { partialDatasets: { types: partialTypes } }, async () => {
      const job = await this.job(id);
      return job.status === 'AWAITING_UPLOADS' ? undefined : job;
    });
  }

  async abort(id: string, reason: string): Promise<void> {
    await this.#send('POST', `/${id}/abort`, JSON.stringify({ reason }));
  }

  async events(id: string, events: readonly { readonly name: string; readonly description: string }[]): Promise<void> {
    if (events.length > 0) await this.#send('POST', `/${id}/events`, JSON.stringify({ events }));
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #job(method: 'GET' | 'POST', path: string, body?: object, doneAlready?: () => Promise<SyncJob | undefined>): Promise<SyncJob> {
    const { success, data } = jobAnswer.safeParse(await this.#send(method, path, body && JSON.stringify(body), {}, doneAlready));
    if (!success)
      throw new GraphZoomError('jupiterone-answer', `${this.#options.target.apiUrl} answered something that is no synchronization job.`, {
        hint: 'Check JUPITERONE_API_BASE_URL: it is the address of the API, not of the page.',
      });
    return data.job;
  }

  /** Sends until it is decided; `doneAlready` is asked before a repetition. */
  async #send(method: 'GET' | 'POST', path: string, body?: string | Buffer, headers: Readonly<Record<string, string>> = {}, doneAlready?: () => Promise<SyncJob | undefined>): Promise<unknown> {
    const { clock, signal, onRetry, random = Math.random } = this.#options;
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#once(method, path, body, headers);
      const decision = decide(answer, { attempt, jitter: random(), now: clock.now() });
      if (decision.action === 'ok') return answer.body;
      if (decision.action === 'split') throw new TooLarge();
      if (decision.action === 'stop') throw this.#failure(decision.reason, answer, path);
      this.counts.retried++;
      if (decision.reason === 'rate-limited') this.counts.rateLimited++;
      onRetry?.(decision.reason, decision.waitMs);
      await clock.sleep(decision.waitMs, signal);
      const done = await doneAlready?.();
      if (done) return { job: done };
    }
  }

  async #once(method: 'GET' | 'POST', path: string, body: string | Buffer | undefined, headers: Readonly<Record<string, string>>): Promise<Answered & { readonly body?: unknown; readonly message?: string }> {
    const { target, signal } = this.#options;
    signal.throwIfAborted();
    this.counts.total++;
    try {
      const answer = await request(`${target.apiUrl}/persister/synchronization/jobs${path}`, {
        method,
        dispatcher: this.#dispatcher,
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        headers: {
          accept: 'application/json',
          'user-agent': `graph-zoom/${VERSION}`,
          authorization: `Bearer ${target.apiKey}`,
          'jupiterone-account': target.account,
          // The name of the header before version 17.1 of the SDK; servers know either.
          'lifeomic-account': target.account,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      });
      const text = await answer.body.text();
      const parsed = parse(text);
      const error = refusal.safeParse(parsed).data?.error;
      const retryAfter = answer.headers['retry-after'];
      return {
        status: parsed === undefined && answer.statusCode === 200 ? 0 : answer.statusCode,
        code: error?.code,
        ...(error?.message ? { message: error.message } : {}),
        ...(typeof retryAfter === 'string' ? { retryAfter } : {}),
        body: parsed,
      };
    } catch (error) {
      signal.throwIfAborted();
      return { status: 0, code: (error as NodeJS.ErrnoException).code ?? (error as Error).name };
    }
  }

  #failure(reason: StopReason, { status, code, message }: Answered & { readonly message?: string }, path: string): GraphZoomError {
    const said = [status === 0 ? undefined : `it answered ${status}`, code, message].filter((part) => part !== undefined).join(', ');
    const [known, sentence] = FAILURES[reason];
    const what = path === '' ? 'a new synchronization job' : path.slice(path.lastIndexOf('/') + 1).replace(/\?.*/, '');
    return new GraphZoomError(known, `${sentence(this.#options.target, what)}${said === '' ? '' : ` (${said})`}.`);
  }
}

type StopReason = Extract<Decision, { action: 'stop' }>['reason'];
const FAILURES: Readonly<Record<StopReason, readonly [ErrorCode, (target: Target, what: string) => string]>> = {
  'key-refused': ['jupiterone-key', ({ apiUrl, account }) => `${apiUrl} does not take the key for the account ${account}`],
  'job-ended': ['jupiterone-job', ({ apiUrl }) => `Somebody ended the synchronization job at ${apiUrl} before everything was uploaded`],
  'not-found': ['jupiterone-refused', ({ apiUrl }) => `${apiUrl} has no such synchronization job or integration instance`],
  refused: ['jupiterone-refused', ({ apiUrl }, what) => `${apiUrl} refused ${what}`],
  unreachable: ['jupiterone-unreachable', ({ apiUrl }) => `${apiUrl} cannot be reached`],
  unavailable: ['jupiterone-unreachable', ({ apiUrl }) => `${apiUrl} kept answering with errors`],
};

/** A UUID that is the same whenever the same is uploaded to a job. */
const correlationOf = (id: string, text: string): string =>
  createHash('sha256')
    .update(id)
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');

/** Undefined for what is no JSON: a page of something in between. */
function parse(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
