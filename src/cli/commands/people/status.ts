import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import { examples, withStore } from '../../with-store.ts';

/** `people status`: how users and employees are joined. */
export function addPeopleStatus(people: Command): void {
  people
    .command('status')
    .description('how Zoom users and employees are joined, and who is left over')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom people status', 'graph-zoom questions --tag employees'))
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      const [{ countJoins }, { renderJoins }] = await Promise.all([import('../../../people/count-joins.ts'), import('../../render/people.ts')]);
      await withStore(command, async ({ store }) => {
        const joins = await countJoins(store, Date.now());
        return json ? printJson(joins) : print(renderJoins(joins));
      });
    });
}
