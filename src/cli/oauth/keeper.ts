import type { Command } from 'commander';
import { DEFAULT_OAUTH_URL, type Environment } from '../../config.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { connectedConfig } from '../../oauth-flow/connected-config.ts';
import type { Connection } from '../../oauth-flow/finish.ts';
import { ZOOM } from '../../platform/definition-zoom.ts';
import { withAdministration } from '../administration/with-administration.ts';
import type { Config } from '../instances/credentials.ts';
import { findInstance, shellWord } from '../instances/find-instance.ts';

/** The instance that a connection is for. */
export interface Keeper {
  readonly instance: string;
  /** True when there is none yet, and keeping makes it. */
  readonly isNew: boolean;
  /** The instance's own, where it has one. */
  readonly oauthUrl: string | undefined;
  save(connection: Connection): Promise<void>;
}

/**
 * Finds an instance, in the server that owns the store or in the store itself, and gives what keeps a connection there.
 * The store is open only while it is needed: a person may take their time at Zoom.
 */
export async function keeperOf(command: Command, env: Environment, name: string, create: boolean): Promise<Keeper> {
  const found = await withAdministration(command, async ({ administration }) => {
    const all = await administration.instances();
    const zooms = all.filter(({ definitionId }) => definitionId === ZOOM.id);
    if (create && !all.some((one) => one.id === name || one.name.toLowerCase() === name.trim().toLowerCase())) return undefined;
    return findInstance(zooms, name);
  }).catch((error: unknown) => {
    if (!(error instanceof GraphZoomError) || error.code !== 'not-found') throw error;
    throw new GraphZoomError('not-found', error.message, { hint: `${error.hint.replace(/ ?There is none yet.*/, '')} To make it: \`graph-zoom oauth --instance ${shellWord(name)} --create\`.`.trim(), cause: error });
  });
  let id = found?.id;
  const save = (connection: Connection): Promise<void> =>
    withAdministration(command, async ({ administration }) => {
      // As it is now: it may have been changed while the person was at Zoom.
      const now = id === undefined ? undefined : (await administration.instances()).find((one) => one.id === id);
      if (now) await administration.update(now.id, { config: connectedConfig({ ...addressesFor(now.config, env), ...now.config }, connection) });
      else if (id !== undefined) throw new GraphZoomError('not-found', 'It was removed meanwhile.', { hint: 'To make it anew, start the command again with --create.' });
      else ({ id } = await administration.create({ name, definitionId: ZOOM.id, config: connectedConfig({ ...addressesFor({}, env), plan: env.ZOOM_PLAN, rateShare: String(env.ZOOM_RATE_SHARE) }, connection) }));
    });
  return { instance: found?.name ?? name, isNew: found === undefined, oauthUrl: found?.config.oauthUrl as string | undefined, save };
}

/** Where the Zoom is that gave the connection, for an instance that does not say it and a server that may have another default. */
const addressesFor = ({ oauthUrl }: Config, { ZOOM_OAUTH_URL, ZOOM_API_URL }: Environment): Config =>
  oauthUrl !== undefined ? {} : { ...(ZOOM_OAUTH_URL === DEFAULT_OAUTH_URL ? {} : { oauthUrl: ZOOM_OAUTH_URL }), ...(ZOOM_API_URL === undefined ? {} : { apiUrl: ZOOM_API_URL }) };
