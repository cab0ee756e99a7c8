import { backoff, MOST_ATTEMPTS } from './backoff.ts';
import type { Decision, Situation } from './decision.ts';

/** Nothing answers at the address at all: waiting long does not help a wrong URL or a closed firewall. */
const NOBODY_THERE = new Set(['ENOTFOUND', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EPERM']);
const TRIES_NOBODY_THERE = 3;
const CERTIFICATE = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)/;

/** What a failure of the connection leads to. Reads can be repeated, whatever was lost. */
export const decideNetwork = (error: string, situation: Pick<Situation, 'attempt' | 'jitter'>): Decision => {
  if (CERTIFICATE.test(error)) return { action: 'stop', reason: 'certificate-refused' };
  if (error === 'ANSWER_TOO_LARGE') return { action: 'stop', reason: 'answer-too-large' };
  const nobody = NOBODY_THERE.has(error);
  const reason = nobody ? 'unreachable' : 'connection-lost';
  if (situation.attempt + 1 >= (nobody ? TRIES_NOBODY_THERE : MOST_ATTEMPTS)) return { action: 'stop', reason };
  return { action: 'retry', reason, waitMs: backoff(situation.attempt, situation.jitter) };
};
