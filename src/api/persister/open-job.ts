import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Instance } from '../../platform/platform.ts';
import type { Source } from '../../store/store.ts';
import { ApiError } from '../api-error.ts';
import { UNSCOPED } from '../edits.ts';
import { SYNC_MODES, type SyncJob, type SyncMode } from './job.ts';

const text = z.string().trim().min(1).max(1024).nullish();
const bodySchema = z.looseObject({ source: z.string().max(100), scope: text, syncMode: text, integrationInstanceId: text, integrationJobId: text });
export type JobRequest = z.infer<typeof bodySchema>;

const INTEGRATION_SOURCES: ReadonlySet<string> = new Set(['integration-managed', 'integration-external']);
/** Separates keys from scopes wherever the store puts both into one text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u001f]/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const bad = (code: string, message: string) => new ApiError(400, code, message);

export function readJobRequest(body: unknown): JobRequest {
  const read = bodySchema.safeParse(body);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw bad('BAD_REQUEST', `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'has another shape'}. A job is opened with {"source", "scope"} or {"source", "integrationInstanceId"}.`);
}

/** Which instance a request is about: integration sources name one, others none (reference/jupiterone-platform.md, section 2.3). */
export function instanceNamed(request: JobRequest): string | undefined {
  const { source, integrationInstanceId: id } = request;
  if (INTEGRATION_SOURCES.has(source)) {
    if (!id) throw bad('MISSING_INTEGRATION_INSTANCE', `The source ${source} needs integrationInstanceId.`);
    if (request.scope) throw bad('SCOPE_NOT_ALLOWED', `The source ${source} has its instance for a scope; leave scope out.`);
    return id;
  }
  if (source !== 'api') throw bad('UNKNOWN_SOURCE', `"${source}" is no source that uploads may have: api, integration-managed or integration-external.`);
  if (id) throw bad('INTEGRATION_INSTANCE_NOT_ALLOWED', 'The source api has no integration instance; leave integrationInstanceId out, or upload as integration-external.');
  return undefined;
}

/** The job that a request opens. Pure: the instance has been looked up, and time is given. */
export function newJob(request: JobRequest, options: { instance: Instance | undefined; accountId: string; now: number; id?: string }): SyncJob {
  const syncMode = modeOf(request.syncMode ?? 'DIFF');
  const { instance, accountId, now, id = randomUUID() } = options;
  const common = { id, source: request.source, syncMode, accountId, status: 'AWAITING_UPLOADS', startTimestamp: now } as const;
  if (instance) {
    if (syncMode === 'CROSS_SCOPE') throw bad('SYNC_MODE_NOT_ALLOWED', 'CROSS_SCOPE belongs to the source api.');
    const integrationJobId = request.integrationJobId ?? id;
    if (!UUID.test(integrationJobId)) throw bad('BAD_REQUEST', 'integrationJobId is no UUID.');
    return { ...common, scope: instance.scope, subgraph: { source: request.source as Source, scope: instance.scope }, integrationInstanceId: instance.id, integrationJobId };
  }
  if (!request.scope && syncMode === 'DIFF') throw bad('MISSING_SCOPE', 'The source api needs a scope: what is uploaded replaces all that the scope held before.');
  if (request.scope && CONTROL.test(request.scope)) throw bad('BAD_REQUEST', 'scope holds a control character.');
  return { ...common, ...(request.scope ? { scope: request.scope } : {}), subgraph: request.scope ? { source: 'api', scope: request.scope } : UNSCOPED };
}

function modeOf(given: string): SyncMode {
  const mode = SYNC_MODES.find((name) => name === given);
  if (mode) return mode;
  throw given === 'OVERRIDE' ? bad('NOT_SUPPORTED', 'The sync mode OVERRIDE is not supported by this server.') : bad('UNKNOWN_SYNC_MODE', `"${given}" is no sync mode: ${SYNC_MODES.join(', ')}.`);
}
