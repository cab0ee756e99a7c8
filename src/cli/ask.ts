import { CREDENTIALS, type CredentialName, unlikelyCredential } from '../credentials.ts';
import { GraphZoomError } from '../lib/errors.ts';
import type { Answers } from './env-file.ts';

/** What the command line gave already. */
export interface Given {
  readonly accountId: string;
  readonly clientId: string;
  readonly plan: string;
}

/** Asks on the terminal for what a configuration needs; leaving (Ctrl-C) is an error that says that nothing was written. */
export async function ask(given: Given, exists: boolean): Promise<Answers> {
  if (exists && !(await confirmed('There is a .env here already. Replace its Zoom settings?'))) throw left();
  return askCredentials(given);
}

/** A question that is answered with yes or no; no is where Enter leads. */
export async function confirmed(message: string): Promise<boolean> {
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message, initialValue: false });
  if (isCancel(answer)) throw left();
  return answer;
}

/** Asks for a line of text. */
export async function askText(message: string, wrong: string): Promise<string> {
  const { text, isCancel } = await import('@clack/prompts');
  const answer = await text({ message, validate: (value) => (value?.trim() ? undefined : wrong) });
  if (isCancel(answer)) throw left();
  return answer.trim();
}

/** Lets somebody choose one of several. */
export async function choose<T extends string>(message: string, options: { value: T; label: string }[]): Promise<T> {
  const { select, isCancel } = await import('@clack/prompts');
  const answer = await select<string>({ message, options });
  if (isCancel(answer)) throw left();
  return answer as T;
}

/** Asks for a secret, which is not shown. */
export async function askHidden(message: string): Promise<string> {
  const { password, isCancel } = await import('@clack/prompts');
  const answer = await password({ message, validate: (value) => (value ? undefined : 'It is needed.') });
  if (isCancel(answer)) throw left();
  return answer;
}

/** Asks for credentials and plan. */
export async function askCredentials(given: Given): Promise<Answers> {
  const { password, select, text, isCancel } = await import('@clack/prompts');
  const must = <T>(answer: T): Exclude<T, symbol> => {
    if (isCancel(answer)) throw left();
    return answer as Exclude<T, symbol>;
  };
  const validate = (name: CredentialName) => (value: string | undefined) => {
    if (!value?.trim()) return name === 'ZOOM_ACCESS_TOKEN' ? 'Paste the token.' : 'Zoom shows it on the app\'s page under "App Credentials".';
    const wrong = unlikelyCredential(name, value.trim());
    return wrong === undefined ? undefined : `${wrong[0]?.toUpperCase()}${wrong.slice(1)}.`;
  };
  const open = async (name: CredentialName, initialValue: string) => must(await text({ message: CREDENTIALS[name], initialValue, validate: validate(name) })).trim();
  const hidden = async (name: CredentialName) => must(await password({ message: CREDENTIALS[name], validate: validate(name) })).trim();

  const kind = must(
    await select({
      message: 'How does graph-zoom sign in to Zoom?',
      options: [
        { value: 'server-to-server' as const, label: 'Server-to-Server app', hint: 'recommended; renews itself' },
        { value: 'token' as const, label: 'ready access token', hint: 'for an hour' },
      ],
    }),
  );
  const credentials =
    kind === 'token'
      ? { kind, accessToken: await hidden('ZOOM_ACCESS_TOKEN') }
      : { kind, accountId: await open('ZOOM_ACCOUNT_ID', given.accountId), clientId: await open('ZOOM_CLIENT_ID', given.clientId), clientSecret: await hidden('ZOOM_CLIENT_SECRET') };
  const plan = must(
    await select({
      message: 'Plan of the account (it decides the rate limits)',
      options: [{ value: 'pro' }, { value: 'business', label: 'business (also Education, Enterprise)' }, { value: 'free' }],
      initialValue: given.plan,
    }),
  );
  return { ...credentials, plan };
}

const left = () => new GraphZoomError('interrupted', 'Nothing was written.', { hint: 'Run the command again when you have what it asks for.' });
