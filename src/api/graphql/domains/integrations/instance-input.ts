import { z } from 'zod';
import type { Instance, InstanceChanges, InstanceInput, Polling, PollingInterval } from '../../../../platform/platform.ts';
import { codedError } from '../../codes.ts';

const config = z.record(z.string(), z.unknown());

interface GivenCommon {
  readonly description?: string | null;
  readonly config?: unknown;
  readonly pollingInterval?: PollingInterval | null;
  readonly pollingIntervalCronExpression?: { readonly hour?: number | null; readonly dayOfWeek?: number | null } | null;
}
export interface GivenInstance extends GivenCommon {
  readonly name: string;
  readonly integrationDefinitionId: string;
}
export interface GivenUpdate extends GivenCommon {
  readonly name?: string | null;
  readonly updateMode?: 'MERGE' | 'PARTIAL_REPLACE' | null;
}

export function readInstance(given: GivenInstance): InstanceInput {
  return {
    name: given.name,
    definitionId: given.integrationDefinitionId,
    ...(typeof given.description === 'string' ? { description: given.description } : {}),
    ...(given.pollingInterval ? { polling: readPolling(given, given.pollingInterval) } : {}),
    ...(given.config === undefined || given.config === null ? {} : { config: readConfig(given.config) }),
  };
}

/**
 * What changes of an instance. Clients send the whole configuration as they read it, with secrets masked, or only what changes: a
 * key that is not given stays. `null` removes a key.
 */
export function readUpdate(given: GivenUpdate, now: Instance): InstanceChanges {
  const interval = given.pollingInterval ?? now.polling.interval;
  const polled = given.pollingInterval || given.pollingIntervalCronExpression;
  return {
    ...(typeof given.name === 'string' ? { name: given.name } : {}),
    ...(typeof given.description === 'string' ? { description: given.description } : {}),
    ...(polled ? { polling: { ...readPolling(given, interval, now.polling), ...(now.polling.timeZone === undefined ? {} : { timeZone: now.polling.timeZone }) } } : {}),
    ...(given.config === undefined || given.config === null ? {} : { config: given.updateMode === 'MERGE' ? merged(now.config, readConfig(given.config)) : { ...now.config, ...readConfig(given.config) } }),
  };
}

function readConfig(given: unknown): Record<string, unknown> {
  const read = config.safeParse(given);
  if (!read.success) throw codedError('BAD_USER_INPUT', 'config is an object.');
  return read.data;
}

/** Clients send `{hour: 0, dayOfWeek: 0}` or `{}` with intervals that have neither. */
function readPolling({ pollingIntervalCronExpression: cron }: GivenCommon, interval: PollingInterval, now?: Polling): Polling {
  const hour = cron?.hour ?? now?.hour;
  const dayOfWeek = cron?.dayOfWeek ?? now?.dayOfWeek;
  if (cron && ((hour !== undefined && (hour < 0 || hour > 23)) || (dayOfWeek !== undefined && (dayOfWeek < 0 || dayOfWeek > 6))))
    throw codedError('BAD_USER_INPUT', 'pollingIntervalCronExpression has an hour from 0 to 23 and a dayOfWeek from 0 (Sunday) to 6.');
  const hasHour = interval === 'ONE_DAY' || interval === 'ONE_WEEK';
  return { interval, ...(hasHour && hour !== undefined ? { hour } : {}), ...(interval === 'ONE_WEEK' && dayOfWeek !== undefined ? { dayOfWeek } : {}) };
}

/** MERGE goes into objects such as `@tag`; otherwise a key that is given is replaced whole. What is not given stays in any case. */
const merged = (before: Readonly<Record<string, unknown>>, given: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...before,
  ...Object.fromEntries(Object.entries(given).map(([key, value]) => [key, isObject(before[key]) && isObject(value) ? { ...before[key], ...value } : value])),
});
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
