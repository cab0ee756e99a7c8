import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { ENV_FILE } from '../../config.ts';
import { type CredentialName, unlikelyCredential } from '../../credentials.ts';
import { GraphZoomError } from '../../lib/errors.ts';
import { PLANS } from '../../zoom/limits.ts';
import { print } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { examples } from '../with-store.ts';

/** `init`: writes a configuration, with the exact scopes needed. */
export function addInit(program: Command): void {
  program
    .command('init')
    .description('write a .env with credentials, and show the scopes the Zoom app needs')
    .option('--account-id <ID>', 'account id of the Server-to-Server OAuth app', credential('ZOOM_ACCOUNT_ID'))
    .option('--client-id <ID>', 'client id of the app', credential('ZOOM_CLIENT_ID'))
    .addOption(new Option('--plan <PLAN>', 'business is also Education and Enterprise').choices(PLANS).default('pro'))
    .option('--force', 'replace the Zoom settings of an existing .env')
    .addHelpText('after', examples('graph-zoom init', 'graph-zoom init --account-id abc --client-id def --plan business   # then put the secret into .env'))
    .action(async (options: { accountId?: string; clientId?: string; plan: string; force?: boolean }) => {
      const [{ ask }, { writeEnvFile }, { scopeTable }] = await Promise.all([import('../ask.ts'), import('../env-file.ts'), import('../render/scopes.ts')]);
      const exists = existsSync(ENV_FILE);
      const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
      if (exists && !options.force && !terminal) throw new GraphZoomError('usage', 'There is a .env here already.', { hint: 'Edit it, or replace its Zoom settings with --force.' });
      const given = { accountId: options.accountId ?? '', clientId: options.clientId ?? '', plan: options.plan };
      const answers = terminal ? await ask(given, exists && !options.force) : { kind: 'server-to-server' as const, clientSecret: '', ...given };
      await writeEnvFile(answers, exists);
      print(`The app needs these scopes (classic or granular, by the age of your app):\n\n${scopeTable()}\n\nHow to make the app, step by step: docs/zoom-setup.md\n`);
      print(terminal ? `Wrote .env (readable by you only). Next: ${PROGRAM} doctor` : `Wrote .env; fill in what is empty, the secret for one. Next: ${PROGRAM} doctor`);
    });
}

/** Reads a credential given as an option; what looks wrong is said at once. */
const credential = (name: CredentialName) => (value: string) => {
  const wrong = unlikelyCredential(name, value);
  if (wrong !== undefined) throw new InvalidArgumentError(`${wrong[0]?.toUpperCase()}${wrong.slice(1)}.`);
  return value;
};
