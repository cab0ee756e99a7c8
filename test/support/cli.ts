import { spawn } from 'node:child_process';
import type { FakeZoom } from '../../src/fake-zoom/server.ts';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** The Zoom that the environment names. */
  readonly fake?: FakeZoom;
  /** The data directory. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
}

const root = new URL('../../', import.meta.url).pathname;

/** The environment of a command: nothing of the person who runs the tests. */
export const cliEnv = ({ fake, home, env }: CliOptions): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  ...(home === undefined ? {} : { GRAPH_ZOOM_HOME: home, HOME: home }),
  ...(fake === undefined
    ? {}
    : {
        ZOOM_API_URL: fake.apiUrl,
        ZOOM_OAUTH_URL: fake.oauthUrl,
        ZOOM_ACCOUNT_ID: fake.credentials.accountId,
        ZOOM_CLIENT_ID: fake.credentials.clientId,
        ZOOM_CLIENT_SECRET: fake.credentials.clientSecret,
      }),
  // The fastest there is: what the limit does is looked at where it is tested.
  ZOOM_PLAN: 'business',
  ZOOM_RATE_SHARE: '1',
  ...env,
});

/** Starts the built command line, as a person does. */
export const startCli = (args: readonly string[], options: CliOptions = {}) => spawn(process.execPath, [`${root}bin/graph-zoom.mjs`, ...args], { env: cliEnv(options), cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'] });

/** Runs one command to its end. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = startCli(args, options);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(options.input ?? '');
  });
}
