import { GraphZoomError } from '../lib/errors.ts';
import { explainSystemError } from '../lib/system-error.ts';
import type { StateProblem } from './flows.ts';

/** Why an authorization came to nothing, by name, and what the person who sees it should do. */
export interface Problem {
  readonly reason: StateProblem | 'denied' | 'zoom-said' | 'no-code' | 'exchange' | 'not-kept';
  readonly title: string;
  readonly message: string;
  readonly hint: string;
  /** Of the answer that shows it. */
  readonly status: number;
}

const AGAIN = 'Begin again with "Connect with Zoom".';

const PROBLEMS = {
  unknown: { status: 400, title: 'This did not begin here', message: 'Zoom sent you back with a state that is not known here: it was begun before the last start, or somebody else made the link.', hint: AGAIN },
  used: { status: 400, title: 'This was used already', message: 'Each authorization works once, and this one has come before, perhaps when the page was loaded again.', hint: AGAIN },
  expired: { status: 400, title: 'That took too long', message: 'An authorization has to be finished within ten minutes.', hint: AGAIN },
  'other-browser': {
    status: 400,
    title: 'This began in another browser',
    message: 'The browser that comes back from Zoom must be the one that was sent there, and it must keep cookies.',
    hint: 'Open the first page in this browser and begin again.',
  },
  denied: {
    status: 400,
    title: 'Zoom was not connected',
    message: 'The authorization was declined, and nothing was changed.',
    hint: 'To go on, begin again and choose "Allow". It takes an admin whose role has the scopes of the app.',
  },
  'no-code': { status: 400, title: 'Zoom sent no code', message: 'The address that Zoom sent you to has no authorization code in it.', hint: AGAIN },
} as const;

export const problem = (reason: keyof typeof PROBLEMS): Problem => ({ reason, ...PROBLEMS[reason] });

/** An error that Zoom put into the address. Only what looks like a word of the standard is repeated. */
export const zoomSaid = (error: string): Problem => ({
  reason: 'zoom-said',
  status: 400,
  title: 'Zoom did not agree',
  message: `Zoom ended the authorization${/^[\w.-]{1,60}$/.test(error) ? ` and said ${error}` : ''}.`,
  hint: 'Check that the app is activated and that its redirect URL and scopes are those shown here, then begin again.',
});

const UPSTREAM = new Set(['zoom-unreachable', 'zoom-unavailable', 'zoom-answer']);

/** What went wrong when the code was exchanged; anything but an error of ours is a defect and is thrown on. */
export function exchangeProblem(error: unknown): Problem {
  if (!(error instanceof GraphZoomError)) throw error;
  return { reason: 'exchange', status: UPSTREAM.has(error.code) ? 502 : 400, title: 'Zoom gave no token', message: error.message, hint: error.hint };
}

/** Zoom has agreed, but what it gave could not be stored where it was meant to be. */
export function notKept(thrown: unknown, instance: string): Problem {
  const error = explainSystemError(thrown);
  if (!(error instanceof GraphZoomError)) throw error;
  return { reason: 'not-kept', status: 500, title: 'Connected, but not stored', message: `The connection could not be stored for ${instance}: ${error.message}`, hint: `${error.hint} Then begin again.` };
}
