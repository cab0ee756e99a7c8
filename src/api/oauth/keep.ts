import { connectedConfig } from '../../oauth-flow/connected-config.ts';
import type { Connection } from '../../oauth-flow/finish.ts';
import { notKept, type Problem, problem } from '../../oauth-flow/problems.ts';
import type { AuditEntry, Platform } from '../../platform/platform.ts';
import type { About } from './begin.ts';

export type Kept = { readonly ok: true; readonly instance: string } | { readonly ok: false; readonly problem: Problem };

const SESSION_ENDED: Problem = {
  ...problem('expired'),
  title: 'You are no longer signed in',
  message: 'The session in which this was begun has ended, or may not change instances any more. Nothing was kept.',
  hint: 'Sign in and begin again.',
};

type Auditing = Pick<Platform, 'audit' | 'instances'>;

const note = async ({ audit, instances }: Auditing, { by, instanceId }: About, outcome: AuditEntry['outcome'], detail: string): Promise<void> =>
  audit.add({ who: by.name, role: by.role, action: 'instance.connect', target: (await instances.get(instanceId))?.name ?? instanceId, detail, outcome });

/** Writes down that Zoom, or the person there, did not agree. */
export const noteFailure = (platform: Auditing, about: About, { message }: Problem): Promise<void> => note(platform, about, 'failed', message);

/** Stores what Zoom gave for the instance, if whoever began it may still do that; and writes down that it happened, or not. */
export async function keepConnection(platform: Platform, connection: Connection, about: About): Promise<Kept> {
  const { instances, sessions } = platform;
  const { instanceId, by } = about;
  const instance = await instances.get(instanceId);
  const session = (await sessions.list()).find(({ id }) => id === by.id);
  if (session?.role !== 'administrator') {
    await note(platform, about, 'refused', 'the session had ended');
    return { ok: false, problem: SESSION_ENDED };
  }
  try {
    // An instance that was removed meanwhile is one that update does not find.
    const { name } = await instances.update(instanceId, { config: connectedConfig(instance?.config ?? {}, connection) }, by);
    await note(platform, about, 'done', `scopes: ${connection.scopes === undefined ? 'not told' : [...connection.scopes].sort().join(' ')}`);
    return { ok: true, instance: name };
  } catch (error) {
    const told = notKept(error, instance?.name ?? 'the instance');
    await note(platform, about, 'failed', told.message);
    return { ok: false, problem: told };
  }
}
