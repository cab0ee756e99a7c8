import { GraphZoomError, messageOf } from '../lib/errors.ts';
import { accountKey } from '../model/keys.ts';
import type { Call } from '../zoom/client.ts';
import type { Endpoint } from '../zoom/define-endpoint.ts';
import { ACCOUNT_LOCK_OPTIONS } from '../zoom/endpoints/get-account-locks.ts';
import { ACCOUNT_SETTINGS_OPTIONS } from '../zoom/endpoints/get-account-settings.ts';
import { getUser } from '../zoom/endpoints/get-user.ts';
import { coverage } from '../zoom/scopes.ts';
import { type Context, runStep } from './context.ts';
import { convertAccount, IDENTITY_PART, LOCKS_PART, MANAGED_DOMAINS_PART, PROFILE_PART, TRUSTED_DOMAINS_PART } from './convert/account.ts';
import { outcomeOf } from './outcome.ts';
import { settingsPart } from './parts.ts';
import { STEPS, type StepId } from './steps.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Which step reads which parts of the account, and with which option. */
const PARTS: readonly { step: StepId; part: string; option: string }[] = [
  { step: 'fetch-account-profile', part: PROFILE_PART, option: '' },
  ...ACCOUNT_SETTINGS_OPTIONS.map((option) => ({ step: 'fetch-account-settings' as const, part: settingsPart(option), option })),
  ...ACCOUNT_LOCK_OPTIONS.map((option) => ({ step: 'fetch-account-locks' as const, part: option === '' ? LOCKS_PART : `${LOCKS_PART}:${option}`, option })),
  { step: 'fetch-managed-domains', part: MANAGED_DOMAINS_PART, option: '' },
  { step: 'fetch-trusted-domains', part: TRUSTED_DOMAINS_PART, option: '' },
];

/** Reads every account answer the scopes allow, all at once. Gives what was read in this run, by part. */
export async function fetchAccountParts(context: Context): Promise<Map<string, Answer>> {
  const parts = new Map<string, Answer>();
  const steps = [...new Set(PARTS.map(({ step }) => step))];
  await Promise.all(
    steps.map((step) =>
      runStep(context, step, async () => {
        await Promise.all(
          PARTS.filter((p) => p.step === step).map(async ({ part, option }) => {
            parts.set(part, await accountAnswer(context, STEPS[step].endpoint, option));
            context.book.progress(step, 1);
          }),
        );
      }),
    ),
  );
  return parts;
}

/** `me` is the own account; it is refused to nobody who may ask at all (reference/zoom-api.md, section 1.1). */
const accountAnswer = (context: Context, endpoint: Endpoint, option: string): Promise<Answer> => {
  const call: Call = { params: { accountId: 'me' }, ...(option === '' ? {} : { query: { option } }) };
  return context.client.get(endpoint, call) as Promise<Answer>;
};

/**
 * The account's id and number: from the calling user's or any other user's detail, of which nothing else is kept.
 * `someUser` gives the id of a user to ask about where Zoom refuses `me`.
 */
export async function fetchIdentity(context: Context, scopes: ReadonlySet<string> | undefined, someUser: () => string | undefined | Promise<string | undefined>): Promise<Answer | undefined> {
  if (coverage(getUser, scopes) === 'missing') return undefined;
  let problem: unknown;
  for (const candidate of [() => 'me', someUser]) {
    const userId = await candidate();
    if (userId === undefined) continue;
    try {
      const detail = await context.client.get(getUser, { params: { userId } });
      if (detail.account_id !== undefined) return { account_id: detail.account_id, ...(detail.account_number === undefined ? {} : { account_number: detail.account_number }) };
    } catch (error) {
      if (outcomeOf(error) === 'fatal') throw error;
      problem = error;
    }
  }
  if (problem !== undefined) context.book.miss('fetch-account', 1, messageOf(problem));
  return undefined;
}

/**
 * Emits the account entity: this run's answers over those of the last good run. Where nobody can be asked for those, an account
 * of which an answer was lost is left out, as users are. Gives its key.
 */
export async function emitAccount(context: Context, parts: Map<string, Answer>, identity: Answer | undefined): Promise<string> {
  if (identity) parts.set(IDENTITY_PART, identity);
  const accountId = context.options.accountId ?? identity?.account_id ?? (await context.earlier.accountId());
  if (typeof accountId !== 'string')
    throw new GraphZoomError('config-missing', 'Zoom did not tell the id of the account, and it is not configured.', { hint: 'Set ZOOM_ACCOUNT_ID, or add the scope user:read:admin to the app.' });
  const key = accountKey(accountId);
  if (context.earlier.elsewhere && [...PARTS.map(({ step }) => step), 'fetch-account' as const].some((step) => context.book.lost(step))) return key;
  const before = (await context.earlier.answers([key])).get(key) ?? [];
  for (const { name, rawData } of before) if (!parts.has(name)) parts.set(name, rawData as Answer);
  // Names only: a reason may carry a tracking id, and the entity must not change with every run.
  const lacks = PARTS.filter(({ part }) => !parts.has(part)).map(({ part }) => part);
  if (!parts.has(IDENTITY_PART)) lacks.push('account number');
  await context.sync.entities([convertAccount(accountId, parts, { name: context.options.accountName, lacks, tags: context.tags })]);
  return key;
}
