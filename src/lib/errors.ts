/** Exit codes of the command line (design, section 4). */
export const EXIT = { done: 0, failed: 1, usage: 2, findings: 3, incomplete: 4 } as const;

/**
 * Every code an error of ours may carry, with the exit code it leads to, why it happens and what helps.
 * The error reference page is generated from this table.
 */
export const ERRORS = {
  'config-missing': { exit: EXIT.usage, cause: 'A setting that the command needs is absent.', remedy: 'Set it in the environment or in .env; `graph-zoom init` writes one.' },
  'config-invalid': { exit: EXIT.usage, cause: 'A setting has a value that is not allowed.', remedy: 'Correct the value that the message names.' },
  usage: { exit: EXIT.usage, cause: 'The command line is not understood.', remedy: 'Look at `graph-zoom COMMAND --help`.' },
  'file-invalid': { exit: EXIT.usage, cause: 'A file given as input cannot be read or has another shape.', remedy: "Compare it with the shape in the command's help." },
  'zoom-credentials': { exit: EXIT.usage, cause: 'Zoom refused the credentials.', remedy: 'Check account id, client id and client secret, and that the app is activated.' },
  'zoom-token': { exit: EXIT.usage, cause: 'Zoom refused the access token, also after a renewal where one was possible.', remedy: 'Create a new token, or use Server-to-Server credentials that renew themselves.' },
  'zoom-scope': { exit: EXIT.incomplete, cause: 'The token lacks a scope.', remedy: 'Add the scope to the app in the Zoom Marketplace and activate the app again.' },
  'zoom-plan': {
    exit: EXIT.incomplete,
    cause: "Zoom offers this only to paid accounts, or the app's creator lacks the role for it.",
    remedy: 'Nothing to repair on a Free plan; on a paid one check the role of the person who made the app.',
  },
  'zoom-denied': { exit: EXIT.failed, cause: 'Zoom denies its REST API to the whole account.', remedy: 'Ask the account owner or Zoom support.' },
  'zoom-daily-limit': { exit: EXIT.incomplete, cause: "The day's requests for this rate label are used up.", remedy: 'Run again after the reset; what was fetched is kept and not fetched again.' },
  'zoom-unreachable': { exit: EXIT.failed, cause: 'No connection to Zoom.', remedy: 'Check the network, a proxy or firewall, and ZOOM_API_URL / ZOOM_OAUTH_URL.' },
  'zoom-unavailable': { exit: EXIT.failed, cause: 'Zoom kept answering with server errors.', remedy: 'Try later; nothing was deleted.' },
  'zoom-answer': { exit: EXIT.failed, cause: 'Zoom answered something that is not understood.', remedy: 'Report it with the tracking id.' },
  'zoom-not-found': { exit: EXIT.failed, cause: 'The object does not exist in Zoom.', remedy: 'It was probably removed meanwhile.' },
  'store-locked': { exit: EXIT.failed, cause: 'Another process owns the data directory, and did so for as long as GRAPH_ZOOM_LOCK_WAIT allows.', remedy: 'Wait for it, stop it, or choose another --data-dir.' },
  'store-newer': { exit: EXIT.failed, cause: 'The store was written by a newer graph-zoom.', remedy: 'Update graph-zoom; the store was not touched.' },
  'store-full': { exit: EXIT.failed, cause: 'The disk is full.', remedy: 'Free space; the last committed graph is intact.' },
  'store-broken': { exit: EXIT.failed, cause: 'The store cannot be opened or written.', remedy: 'Look at the message of the database; restore a copy of the file if it is damaged.' },
  'install-incomplete': {
    exit: EXIT.failed,
    cause: "A part of graph-zoom that npm chooses by the machine's system is missing, or does not fit the machine.",
    remedy: 'Install graph-zoom again on this machine, without --omit=optional or --no-optional; there are binaries for Linux, macOS and Windows, on x64 and arm64.',
  },
  'query-invalid': { exit: EXIT.usage, cause: 'A J1QL query is wrong, or took too long.', remedy: 'Correct what the message points at; docs/j1ql.md has an example for everything.' },
  'query-slow': { exit: EXIT.failed, cause: 'A query took longer than its time limit, or more memory than it may have.', remedy: 'Ask for less: name types, filter with WITH, or follow fewer relationships.' },
  'rule-invalid': {
    exit: EXIT.usage,
    cause: 'An alert rule is wrong: a field, a query, a condition or an expression.',
    remedy: 'Correct what the message names; docs/rules.md has an example for everything.',
  },
  'not-found': {
    exit: EXIT.failed,
    cause: 'The graph has no such entity, or the server no such instance, job or key.',
    remedy: 'Look the key up with `graph-zoom export` or in `changes`; the id in the list that it should be in.',
  },
  'job-running': { exit: EXIT.failed, cause: 'The instance is being collected already.', remedy: 'Wait for the end of that run; two at a time would only share the same rate limits.' },
  'secret-key-lost': {
    exit: EXIT.usage,
    cause: 'The stored credentials of an instance cannot be read: the key that they were encrypted with is not there, or is another one.',
    remedy: 'Put the key back (the file secret.key of the data directory, or GRAPH_ZOOM_SECRET_KEY), or give the credentials of the instance again.',
  },
  'rule-conflict': { exit: EXIT.failed, cause: 'Somebody else has changed the rule meanwhile, or another rule has its name.', remedy: 'Read the rule again and repeat the change, or choose another name.' },
  'channel-invalid': { exit: EXIT.usage, cause: 'A channel lacks a setting, or has one that is not allowed.', remedy: 'Correct what the message names; docs/channels.md lists the settings of each kind.' },
  'delivery-failed': { exit: EXIT.failed, cause: 'A message could not be delivered.', remedy: 'Correct the channel, then `graph-zoom alerts deliveries retry ID`.' },
  'address-refused': { exit: EXIT.failed, cause: 'A message was to go to an address, a file or a command that is not allowed.', remedy: 'Allow it in the configuration of the server, or choose another.' },
  'run-failed': { exit: EXIT.failed, cause: 'A run of a configured instance failed; what it says is its last word.', remedy: 'Look at its log with `graph-zoom jobs show ID`.' },
  'target-unreachable': { exit: EXIT.failed, cause: 'The database that an export goes to cannot be reached.', remedy: 'Check its address, that it runs, and whether it wants TLS.' },
  'target-refused': {
    exit: EXIT.failed,
    cause: 'The database that an export goes to refused the credentials or a statement.',
    remedy: 'Check user, password and rights there; what was written is made whole by the next run.',
  },
  'server-unreachable': {
    exit: EXIT.failed,
    cause: 'No connection to the graph-zoom server, or it ended in the middle of an answer.',
    remedy: 'Check that `graph-zoom serve` runs there, and the address given with --server.',
  },
  'server-key': { exit: EXIT.usage, cause: 'The server does not know the key, or it was revoked or has expired.', remedy: 'Set GRAPH_ZOOM_API_KEY to a key that `graph-zoom keys create` made on that server.' },
  'server-role': { exit: EXIT.usage, cause: 'The key may not do this.', remedy: 'Use a key with a higher role: reader, operator, administrator.' },
  'server-answer': {
    exit: EXIT.failed,
    cause: 'What answers at the address is not graph-zoom, or a version that is not understood.',
    remedy: 'Check the address, a proxy before it, and that both sides have the same version.',
  },
  'server-refused': { exit: EXIT.failed, cause: 'The server refused for a reason that this version has no code for.', remedy: 'Use the same version on both sides.' },
  'jupiterone-key': {
    exit: EXIT.usage,
    cause: 'JupiterOne does not take the API key, or not for this account.',
    remedy: 'Check JUPITERONE_API_KEY and JUPITERONE_ACCOUNT, and that the key may write (its policy).',
  },
  'jupiterone-unreachable': { exit: EXIT.incomplete, cause: 'No connection to JupiterOne, or it kept answering with errors.', remedy: 'Push again later: it goes on where it stopped. The graph there is as it was.' },
  'jupiterone-refused': {
    exit: EXIT.failed,
    cause: 'JupiterOne refused what was uploaded. The upload was aborted, and the graph there is as it was.',
    remedy: 'Look at what it says; `graph-zoom push --dry-run` tells what is sent.',
  },
  'jupiterone-job': {
    exit: EXIT.failed,
    cause: 'The synchronization job at JupiterOne ended otherwise than by this upload.',
    remedy: 'Push again; where another integration uploads to the same instance, give this one another.',
  },
  'jupiterone-answer': { exit: EXIT.failed, cause: 'What answers at the address is not the synchronization API of JupiterOne.', remedy: 'Check JUPITERONE_API_BASE_URL.' },
  interrupted: { exit: EXIT.incomplete, cause: 'The run was interrupted.', remedy: 'Run the command again; it goes on where it stopped.' },
  bug: { exit: EXIT.failed, cause: 'A defect of graph-zoom.', remedy: 'Report it with what was done and `--verbose`.' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** An error made for the person who reads it: what happened, with which value, and what to do next. */
export class GraphZoomError extends Error {
  readonly code: ErrorCode;
  /** What to do next, as one sentence. */
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'GraphZoomError';
    this.code = code;
    this.hint = options.hint ?? ERRORS[code].remedy;
  }

  get exitCode(): number {
    return ERRORS[this.code].exit;
  }
}

/** The message of anything that was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
