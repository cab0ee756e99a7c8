import type { ApiKey, Instance, Job, JobEvent } from '../../platform/platform.ts';
import { describePolling } from '../instances/polling.ts';
import { colors } from '../output.ts';
import { safe, table } from './table.ts';
import { ago, duration, moment } from './time.ts';

/** Counts and jobs of an instance, for whoever looks at it. */
export interface InstanceDetail {
  readonly instance: Instance;
  readonly entities: number;
  readonly relationships: number;
  readonly jobs: readonly Job[];
}

/** `3 minutes ago (2026-11-24 10:30)`. */
const when = (time: number, now: number): string => `${ago(time, now)} (${moment(time)})`;

/** How a job ended, in one word. */
export function outcomeOf({ status, errorsOccurred, hasSkippedSteps }: Job): string {
  if (status === 'FAILED') return 'failed';
  if (status !== 'COMPLETED') return status === 'PERSISTING_DATA' ? 'writing the graph' : 'running';
  return errorsOccurred ? 'completed with errors' : hasSkippedSteps ? 'completed, steps skipped' : 'completed';
}

function colored(job: Job): string {
  const word = outcomeOf(job);
  return job.status === 'FAILED' ? colors.red(word) : word === 'completed' ? colors.green(word) : colors.yellow(word);
}

export function renderInstances(instances: readonly { instance: Instance; last: Job | undefined }[], now: number): string {
  return table(
    ['name', 'polling', 'last run', 'outcome', 'id'],
    instances.map(({ instance, last }) => [safe(instance.name), describePolling(instance.polling), last ? when(last.startedOn, now) : 'never', last ? colored(last) : '', instance.id]),
  );
}

export function renderInstance({ instance, entities, relationships, jobs }: InstanceDetail, now: number): string {
  const { '@tag': tags = {}, ...config } = instance.config;
  const on = (name: string) => ((tags as Record<string, unknown>)[name] === true ? 'yes' : 'no');
  const lines: readonly (readonly [string, string])[] = [
    ['id', instance.id],
    ...(instance.description === undefined ? [] : [['description', safe(instance.description)] as const]),
    ['polling', describePolling(instance.polling)],
    ['tag with account name', on('AccountName')],
    ['tag as production', on('Production')],
    ...Object.entries(config).map(([name, value]) => [name, safe(value)] as const),
    ['scope', safe(instance.scope)],
    ['in the graph', `${entities} entities, ${relationships} relationships`],
    ['created', `${when(instance.createdOn, now)} by ${safe(instance.createdBy)}`],
    ['changed', `${when(instance.updatedOn, now)} by ${safe(instance.updatedBy)}`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return [colors.bold(safe(instance.name)), ...lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`), '', jobs.length === 0 ? 'It was never run.' : renderJobs(jobs, now)].join('\n');
}

/** `names` where jobs of several instances are listed. */
export function renderJobs(jobs: readonly Job[], now: number, names?: ReadonlyMap<string, string>): string {
  return table(
    ['started', ...(names ? ['instance'] : []), 'why', 'took', 'outcome', 'job'],
    jobs.map((job) => [
      when(job.startedOn, now),
      ...(names ? [safe(names.get(job.instanceId) ?? job.instanceId)] : []),
      safe(job.cause),
      job.endedOn === undefined ? '' : duration(job.endedOn - job.startedOn),
      colored(job),
      job.id,
    ]),
  );
}

const LEVELS = { info: (text: string) => text, warn: colors.yellow, error: colors.red };

/** A line of a job's log. */
export const renderEvent = ({ on, level, description }: JobEvent): string => `${colors.dim(clockTime(on))}  ${LEVELS[level](safe(description))}`;

const clockTime = (time: number): string => new Date(time).toTimeString().slice(0, 8);

export function renderKeys(keys: readonly ApiKey[], instances: ReadonlyMap<string, string>, now: number): string {
  return table(
    ['name', 'role', 'begins with', 'made', 'last used', 'state', 'id'],
    keys.map((key) => [
      safe(key.name),
      key.role + (key.instanceId === undefined ? '' : ` of ${safe(instances.get(key.instanceId) ?? key.instanceId)} only`),
      key.prefix,
      `${when(key.createdOn, now)} by ${safe(key.createdBy)}`,
      key.lastUsedOn === undefined ? 'never' : when(key.lastUsedOn, now),
      stateOf(key, now),
      key.id,
    ]),
  );
}

function stateOf({ revokedOn, expiresOn }: ApiKey, now: number): string {
  if (revokedOn !== undefined) return colors.red(`revoked ${when(revokedOn, now)}`);
  if (expiresOn === undefined) return 'valid';
  return expiresOn <= now ? colors.red(`expired ${when(expiresOn, now)}`) : `valid until ${moment(expiresOn)}`;
}
