/** What the codes of failed connections mean, for people. Tried in order. */
const WORDS: readonly (readonly [RegExp, (host: string) => string])[] = [
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, (host) => `This machine cannot find the host ${host} (DNS)`],
  [/^ECONNREFUSED$/, (host) => `Nothing listens at ${host}`],
  [/^(?:EHOSTUNREACH|ENETUNREACH)$/, (host) => `There is no way to ${host} from this network`],
  [/TIMEOUT|^ETIMEDOUT$/, (host) => `${host} did not answer in time`],
  [/^(?:ERR_SSL_WRONG_VERSION_NUMBER|EPROTO)$/, (host) => `${host} does not speak TLS`],
  [/EXPIRED/, (host) => `The certificate of ${host} has expired`],
  [/ALTNAME|HOSTNAME_MISMATCH/, (host) => `The certificate of ${host} is for another name`],
  [/^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_)/, (host) => `The certificate of ${host} is not trusted`],
];

/** What went wrong with a connection, as the beginning of a sentence. */
export const networkWords = (code: string, host: string): string => (WORDS.find(([pattern]) => pattern.test(code))?.[1] ?? (() => `The connection to ${host} broke`))(host);
