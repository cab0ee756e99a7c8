import type { Command } from 'commander';
import { GraphZoomError } from '../../../lib/errors.ts';
import { note, print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { administering, named, sizeOf } from './session.ts';

/** `instances remove`: says what goes with it, and asks. */
export function addRemove(instances: Command): void {
  instances
    .command('remove')
    .description('remove an account and its data: gone from the graph at once, and from its history after seven days')
    .argument('<name>', 'name or id')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom instances remove Acme', 'graph-zoom instances remove Acme --yes'))
    .action((name: string, options: { yes?: boolean; json?: boolean }, command: Command) =>
      administering(command, async (opened) => {
        const instance = await named(opened, name);
        const size = await sizeOf(opened, instance.scope);
        const what = `${size.entities} entities and ${size.relationships} relationships`;
        if (!options.yes) {
          if (!process.stdin.isTTY || !process.stdout.isTTY) throw new GraphZoomError('usage', `"${instance.name}" holds ${what}, which would go with it.`, { hint: 'Add --yes to remove it.' });
          const { confirmed } = await import('../../ask.ts');
          if (!(await confirmed(`Remove "${instance.name}" and its ${what}?`))) return note('Nothing was removed.');
        }
        await opened.administration.remove(instance.id);
        if (options.json) printJson({ removed: instance, ...size });
        else print(`Removed "${instance.name}" and its ${what}. After seven days its history goes too.`);
      }),
    );
}
