import { type Command, Option } from 'commander';
import { dataDirectory, loadEnvironment } from '../../config.ts';
import { wholeNumber } from '../numbers.ts';
import { offerBrowser } from '../offer-browser.ts';
import { print, printJson } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { shellPath } from '../shell-path.ts';
import { untilStopped } from '../until-stopped.ts';
import { examples, type GlobalOptions } from '../with-store.ts';

/** Free of well-known services. */
export const DEFAULT_PORT = 7426;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug'] as const;

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly allowedHost?: readonly string[];
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly behindProxy?: boolean;
  readonly account?: string;
  readonly logLevel: string;
  readonly loginLink: boolean;
  readonly json?: boolean;
}

/** `serve`: holds the graph, polls the configured accounts, and speaks JupiterOne's API. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description("serve the graph: page, API, JupiterOne's API, and the schedule of the configured accounts")
    .option('--port <N>', '0 takes any that is free', wholeNumber(0, 65_535), DEFAULT_PORT)
    .option('--host <H>', 'the address to listen at; 0.0.0.0 is all of them', '127.0.0.1')
    .option('--allowed-host <NAME...>', 'a host name that the server answers for, besides localhost and its addresses; the first is the one in links')
    .option('--tls-cert <FILE>', 'certificate chain in PEM format; with --tls-key')
    .option('--tls-key <FILE>', 'its key')
    .option('--behind-proxy', 'a proxy in front does TLS and says, in X-Forwarded-… headers, which address the client used')
    .option('--account <ID>', 'the account that JupiterOne’s clients must name; any where absent')
    .addOption(new Option('--log-level <LEVEL>', 'what to log on stderr: JSON lines, on a terminal text').choices(LOG_LEVELS).default('info'))
    .option('--no-login-link', 'print no link to sign in, where what is printed is kept, as of a service; `login-link` makes one')
    .option('--json', 'print {"url","loginUrl","apiUrl"} on one line, and nothing else')
    .addHelpText(
      'after',
      examples(
        'graph-zoom serve',
        'graph-zoom serve --port 8080 --log-level warn',
        'graph-zoom serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem --allowed-host zoom-graph.example.com',
        'graph-zoom serve --behind-proxy --allowed-host zoom-graph.example.com',
        'graph-zoom serve --host 0.0.0.0 --insecure-remote          # in a network that you trust',
        'GRAPH_ZOOM_API_KEY=$(openssl rand -hex 24) graph-zoom serve --json   # that key administrates',
      ),
    )
    .action(async (options: ServeOptions, command: Command) => {
      const { startServing } = await import('../../serve.ts');
      const { dataDir: home, insecureRemote } = command.optsWithGlobals<GlobalOptions>();
      const env = loadEnvironment();
      const dataDir = dataDirectory(env, home);
      if ((options.tlsCert === undefined) !== (options.tlsKey === undefined)) command.error('error: --tls-cert and --tls-key belong together');
      const stopped = untilStopped();
      const serving = await startServing({
        env,
        dataDir,
        host: options.host,
        port: options.port,
        allowedHosts: options.allowedHost ?? [],
        ...(options.tlsCert !== undefined && options.tlsKey !== undefined ? { tls: { cert: options.tlsCert, key: options.tlsKey } } : {}),
        behindProxy: options.behindProxy ?? false,
        insecure: insecureRemote ?? false,
        ...(options.account === undefined ? {} : { account: options.account }),
        logLevel: options.logLevel,
      });
      const loginUrl = options.loginLink ? await serving.loginUrl() : undefined;
      const { url } = serving.server;
      if (options.json) printJson({ url, loginUrl, apiUrl: url });
      else
        print(
          [
            `graph-zoom serves at ${url}`,
            '',
            // The link alone on its line, or a terminal that breaks it would put blanks into the copy.
            ...(loginUrl === undefined ? [`  sign in    ${PROGRAM} login-link`] : ['To sign in, open this link, which works once and for 15 minutes:', loginUrl, '']),
            `  data       ${shellPath(dataDir)}`,
            `  accounts   ${PROGRAM} instances add`,
            `  API key    ${PROGRAM} keys create`,
            '',
            'Ctrl-C stops it; runs keep what they have read.',
          ].join('\n'),
        );
      const endOffer = options.json ? () => {} : offerBrowser(serving.loginUrl);
      await stopped;
      endOffer();
      await serving.stop();
    });
}
