import type { Command } from 'commander';
import { wholeNumber } from '../numbers.ts';
import { examples } from '../with-store.ts';

export interface OauthOptions {
  readonly port: number;
  readonly instance?: string;
  readonly create?: boolean;
  readonly open: boolean;
  readonly json?: boolean;
  readonly showToken?: boolean;
}

const DEFAULT_PORT = 5000;
const MOST_PORT = 65_535;

/** `oauth`: connects an OAuth app ("General App") with a Zoom account, in the browser. */
export function addOauth(program: Command): void {
  program
    .command('oauth')
    .description('connect an OAuth app with Zoom in the browser: a page on this machine, then an access token')
    .option('--port <N>', 'port on this machine; it is part of the redirect URL that the app must have', wholeNumber(0, MOST_PORT), DEFAULT_PORT)
    .option('--instance <NAME>', 'keep the connection, encrypted, for this instance, which renews it from then on')
    .option('--create', 'make the instance where there is none of that name')
    .option('--no-open', 'print the address and open no browser')
    .option('--show-token', 'print the access token too')
    .option('--json', 'print one JSON document once it is connected, then end')
    .addHelpText(
      'after',
      `\nReads CLIENT_ID and CLIENT_SECRET (or ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET) from the environment or .env.\n${examples('graph-zoom oauth', 'graph-zoom oauth --instance Acme', 'graph-zoom oauth --instance Acme --create', 'graph-zoom oauth --port 5001 --no-open --json')}`,
    )
    .action(async (options: OauthOptions, command: Command) => {
      const { interrupted, runOauth } = await import('../oauth/run-oauth.ts');
      const ended = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ended.abort(interrupted()));
      await runOauth(options, command, ended.signal);
    });
}
