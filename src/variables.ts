import { DEFAULT_LOCK_WAIT_SECONDS, DEFAULT_NEO4J_USER, DEFAULT_OAUTH_URL, DEFAULT_RESUME_HOURS, DEFAULT_SHARE, type Environment } from './config.ts';
import { DEFAULT_API_URL } from './jupiterone/push/target.ts';

/** What a setting means, for people; the page docs/reference/configuration.md is made of this table. */
export interface Variable {
  readonly meaning: string;
  /** As it is written in the table; absent where there is none. */
  readonly default?: string;
}

/** Every setting that graph-zoom reads: one for each key of the schema in config.ts, or the types do not fit. */
export const VARIABLES: Readonly<Record<keyof Environment, Variable>> = {
  ZOOM_ACCOUNT_ID: { meaning: 'Account ID of the Server-to-Server OAuth app; letters and digits, not the account number' },
  ZOOM_CLIENT_ID: { meaning: 'Client ID of the app' },
  ZOOM_CLIENT_SECRET: { meaning: 'Client Secret of the app' },
  ZOOM_ACCESS_TOKEN: { meaning: 'a ready access token in place of the three above; it lives an hour and cannot be renewed. Not used while all three are set' },
  ZOOM_PLAN: { meaning: "`free`, `pro` or `business` (also Education, Enterprise, Partners): which of Zoom's rate limits hold", default: 'pro' },
  ZOOM_RATE_SHARE: { meaning: 'the part of the limits to use, above 0 and up to 1; they belong to the account, and its other apps share them', default: String(DEFAULT_SHARE) },
  ZOOM_API_URL: { meaning: "the API's address; for Zoom for Government `https://api.zoomgov.com/v2`", default: 'what Zoom tells with the token, else `https://api.zoom.us/v2`' },
  ZOOM_OAUTH_URL: { meaning: 'where tokens come from; for Zoom for Government `https://zoomgov.com/oauth`', default: `\`${DEFAULT_OAUTH_URL}\`` },
  ZOOM_ACCOUNT_NAME: { meaning: 'a name for the account, where Zoom does not tell one' },
  ZOOM_TAG_WITH_ACCOUNT_NAME: { meaning: '`true` puts that name on every entity as `tag.AccountName`', default: 'false' },
  ZOOM_RESUME_HOURS: { meaning: 'how old an answer of an interrupted run may be to be used again; 0 for never', default: String(DEFAULT_RESUME_HOURS) },
  ZOOM_DERIVE_LOCKED: { meaning: "take the account's answer for what the account has locked, in place of asking for every user", default: 'true' },
  JUPITERONE_API_KEY: { meaning: 'an API key of the JupiterOne account that `push` uploads to' },
  JUPITERONE_ACCOUNT: { meaning: 'that account: the name in its address' },
  JUPITERONE_API_BASE_URL: { meaning: "the address of JupiterOne's API; of another region `https://api.REGION.jupiterone.io`", default: DEFAULT_API_URL },
  JUPITERONE_INTEGRATION_INSTANCE_ID: { meaning: 'the integration instance there that `push` uploads to', default: 'none: a scope of its own' },
  GRAPH_ZOOM_HOME: { meaning: 'the folder where the graph is kept; `--data-dir` wins', default: '`~/.graph-zoom`' },
  GRAPH_ZOOM_LOCK_WAIT: {
    meaning: 'how many seconds a command waits for another one, or an assistant, that holds the graph of the same folder; 0 is not at all. For a collection that is started by a clock it may be long',
    default: `\`${DEFAULT_LOCK_WAIT_SECONDS}\``,
  },
  GRAPH_ZOOM_API_KEY: {
    meaning:
      'the key for `--server URL`, as `graph-zoom keys create` on that server prints it. Not needed for a server on this machine that uses the same folder. For `serve` it is a key that administrates, besides those it has: for set-ups without a person; 16 characters at least where others can reach the server',
  },
  GRAPH_ZOOM_SECRET_KEY: {
    meaning:
      "the key that the credentials of a server's instances are encrypted with: 32 bytes in base64 or hex (`openssl rand -base64 32`). To change it, write the new one, a comma, and the old one, until the server was started once",
    default: 'the file `secret.key` of the data directory, made when it is first needed',
  },
  GRAPH_ZOOM_ALLOW_ADDRESSES: {
    meaning: 'private addresses that alerts may be sent to, separated by commas: names, addresses, ranges such as `10.1.0.0/16`; `*` is all',
    default: 'none: only public addresses',
  },
  GRAPH_ZOOM_ALLOW_COMMANDS: { meaning: 'programs that rules may run on this machine, with their whole paths, separated by commas', default: 'none' },
  NEO4J_URI: { meaning: 'the Neo4j that `export --format neo4j` writes to, such as `neo4j+s://graph.example.com:7687`; `--to` wins' },
  NEO4J_USER: { meaning: 'the user there', default: `\`${DEFAULT_NEO4J_USER}\`` },
  NEO4J_PASSWORD: { meaning: 'its password' },
  NEO4J_DATABASE: { meaning: 'the database there', default: "the user's own" },
};

/** Settings of the surroundings that are honoured too. */
export const AROUND: Readonly<Record<string, Variable>> = {
  CLIENT_ID: { meaning: 'Client ID of the app that `graph-zoom oauth` connects; with `CLIENT_SECRET`. Without them it takes `ZOOM_CLIENT_ID` and `ZOOM_CLIENT_SECRET`' },
  CLIENT_SECRET: { meaning: 'Client Secret of that app' },
  HTTPS_PROXY: { meaning: 'the proxy to reach Zoom through; `HTTP_PROXY` and `NO_PROXY` too' },
  NODE_EXTRA_CA_CERTS: { meaning: "a file with a proxy's own certificate authority" },
  GRAPH_ZOOM_WEBHOOK_SECRET: { meaning: 'signs the webhooks of `fake-zoom`, where `--webhook-secret` is not given' },
  NO_COLOR: { meaning: 'no colours, also on a terminal' },
};
