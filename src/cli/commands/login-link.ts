import { type Command, Option } from 'commander';
import { GraphZoomError } from '../../lib/errors.ts';
import type { Role } from '../../platform/platform.ts';
import { ROLES } from '../../platform/roles.ts';
import { print, printJson } from '../output.ts';
import { examples } from '../with-store.ts';

/** `login-link`: another one-time link into the running server. */
export function addLoginLink(program: Command): void {
  program
    .command('login-link')
    .description('a new one-time link that signs a browser in to the running server')
    .addOption(new Option('--role <ROLE>', 'what whoever signs in may: reader asks; operator runs and dismisses too; administrator does all').choices(ROLES).default('administrator'))
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom login-link', 'graph-zoom login-link --role reader'))
    .action(async (options: { role: Role; json?: boolean }, command: Command) => {
      const { withAdministration } = await import('../administration/with-administration.ts');
      await withAdministration(command, async ({ administration }) => {
        const loginUrl = await administration.loginLink(options.role);
        if (loginUrl === undefined) throw new GraphZoomError('usage', 'No server runs on this data directory.', { hint: 'Start it with `graph-zoom serve`, which prints a link.' });
        if (options.json) printJson({ loginUrl });
        else print(loginUrl);
      });
    });
}
