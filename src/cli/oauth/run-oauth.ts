import type { Command } from 'commander';
import { loadEnvironment } from '../../config.ts';
import { systemClock } from '../../lib/clock.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Connection } from '../../oauth-flow/finish.ts';
import { type Helper, startHelper } from '../../oauth-helper/helper.ts';
import { createTransport } from '../../zoom/transport.ts';
import type { OauthOptions } from '../commands/oauth.ts';
import { openBrowser } from '../open-browser.ts';
import { note, print, printJson } from '../output.ts';
import { connectionJson, renderConnection, renderSteps } from '../render/oauth.ts';
import { appOf } from './app-of.ts';
import { keeperOf } from './keeper.ts';

/** For how long the page with the token can still be loaded again. */
const AFTERWARDS_MS = 10 * 60_000;
/** For how long a browser may take to fetch the page's two files, before the command ends. */
const LAST_FILES_MS = 5000;

/** Serves the pages, says what happens, and ends when a program has its document, or when a person has had their time. */
export async function runOauth(options: OauthOptions, command: Command, signal: AbortSignal): Promise<void> {
  const env = loadEnvironment();
  const { app, from } = appOf(env, process.env);
  const keeper = options.instance === undefined ? undefined : await keeperOf(command, env, options.instance, options.create ?? false);
  const transport = createTransport({ connections: 1 });
  try {
    const helper = await startHelper({ app: { ...app, oauthUrl: keeper?.oauthUrl ?? app.oauthUrl }, port: options.port, clock: systemClock, transport, keep: keeper, signal });
    try {
      note(renderSteps({ clientId: app.clientId, from, url: helper.url, redirectUri: helper.redirectUri, instance: keeper?.instance, isNew: keeper?.isNew ?? false }));
      const ended = follow(helper, options, keeper?.instance, signal);
      if (options.open && process.stdin.isTTY && process.stderr.isTTY) await openBrowser(helper.url);
      await ended;
    } finally {
      await helper.close();
    }
  } finally {
    await transport.close();
  }
}

/** Tells what happens, and resolves when there is no more to do; rejects where that is before anything was connected. */
function follow({ events }: Helper, { json = false, showToken = false }: OauthOptions, instance: string | undefined, signal: AbortSignal): Promise<void> {
  const shown = { instance, showToken };
  let connected: Connection | undefined;
  events.on('returned', () => note('Zoom has sent the browser back; asking for the token ...'));
  events.on('problem', ({ title, message, hint }) => note(`${title}. ${message} ${hint}`));
  const stopped = new Promise<void>((resolve, reject) => {
    events.on('defect', reject);
    const stop = () => (connected ? resolve() : reject(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  const enough = new Promise<void>((resolve) => {
    events.on('connected', (connection) => {
      const first = connected === undefined;
      connected = connection;
      if (json && !first) return; // one document
      if (json) printJson(connectionJson(connection, shown));
      else print(renderConnection(connection, shown));
      if (!first) return;
      if (!json) note('The page can be loaded again for ten minutes, or until Ctrl-C.');
      if (json) events.on('shown', resolve);
      setTimeout(resolve, json ? LAST_FILES_MS : AFTERWARDS_MS).unref();
    });
  });
  return Promise.race([stopped, enough]);
}

/** Why the command ends when it is stopped too early. */
export const interrupted = (): GraphZoomError => new GraphZoomError('interrupted', 'Zoom was not connected, and nothing was kept.', { hint: 'Run `graph-zoom oauth` again.' });
