import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { GraphZoomError } from '../../lib/errors.ts';
import { print } from '../output.ts';
import { examples } from '../with-store.ts';

interface Answers {
  accountId: string;
  clientId: string;
  clientSecret: string;
  plan: string;
}

/** `init`: writes a configuration, with the exact scopes needed. */
export function addInit(program: Command): void {
  program
    .command('init')
    .description('write a .env with credentials, and show the scopes the Zoom app needs')
    .option('--account-id <ID>', 'account id of the Server-to-Server OAuth app')
    .option('--client-id <ID>', 'client id of the app')
    .option('--plan <PLAN>', 'free, pro or business (Business, Education, Enterprise)', 'pro')
    .option('--force', 'overwrite an existing .env')
    .addHelpText('after', examples('graph-zoom init', 'graph-zoom init --account-id abc --client-id def --plan business   # then put the secret into .env'))
    .action(async (options: { accountId?: string; clientId?: string; plan: string; force?: boolean }) => {
      const { scopeTable } = await import('../render/scopes.ts');
      print(`The app needs these scopes (classic or granular, by the age of your app):\n\n${scopeTable()}\n\nHow to make the app, step by step: docs/zoom-setup.md\n`);
      if (existsSync('.env') && !options.force) throw new GraphZoomError('usage', 'There is a .env here already.', { hint: 'Edit it, or overwrite it with --force.' });
      const given = { accountId: options.accountId ?? '', clientId: options.clientId ?? '', clientSecret: '', plan: options.plan };
      const answers = process.stdin.isTTY ? await ask(given) : given;
      await writeFile('.env', envFile(answers), { mode: 0o600 });
      print(answers.clientSecret === '' ? 'Wrote .env; fill in what is empty. Next: graph-zoom doctor' : 'Wrote .env (readable by you only). Next: graph-zoom doctor');
    });
}

async function ask(given: Answers): Promise<Answers> {
  const { text, password, select, isCancel } = await import('@clack/prompts');
  const must = (answer: string | symbol): string => {
    if (isCancel(answer)) throw new GraphZoomError('usage', 'Nothing was written.', { hint: 'Run `graph-zoom init` again when you have the credentials.' });
    return answer as string;
  };
  const filled = (value: string | undefined) => (value ? undefined : 'Zoom shows it on the app\'s page under "App Credentials".');
  const accountId = must(await text({ message: 'Account ID', initialValue: given.accountId, validate: filled }));
  const clientId = must(await text({ message: 'Client ID', initialValue: given.clientId, validate: filled }));
  const clientSecret = must(await password({ message: 'Client Secret', validate: filled }));
  const plan = must(
    await select({
      message: 'Plan of the account (it decides the rate limits)',
      options: [{ value: 'pro' }, { value: 'business', label: 'business (also Education, Enterprise)' }, { value: 'free' }],
      initialValue: given.plan,
    }),
  );
  return { accountId, clientId, clientSecret, plan };
}

const envFile = ({ accountId, clientId, clientSecret, plan }: Answers): string => `# graph-zoom; what each setting means: docs/reference/configuration.md
ZOOM_ACCOUNT_ID=${accountId}
ZOOM_CLIENT_ID=${clientId}
ZOOM_CLIENT_SECRET=${clientSecret}
# free, pro or business: Zoom's rate limits follow from it
ZOOM_PLAN=${plan}
# the part of the account's limits to use; other apps share them
ZOOM_RATE_SHARE=0.75
# name for the account, kept as tag.AccountName when asked for
ZOOM_ACCOUNT_NAME=
ZOOM_TAG_WITH_ACCOUNT_NAME=false
`;
