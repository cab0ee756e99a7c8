import type { Command } from 'commander';
import type { AddOptions } from '../../instances/add.ts';
import { note, print, printJson } from '../../output.ts';
import { PROGRAM } from '../../program-name.ts';
import { examples } from '../../with-store.ts';
import { administering } from './session.ts';
import { settings } from './settings.ts';

/** `instances add`: a new account; Zoom is asked before it is saved. */
export function addAdd(instances: Command): void {
  settings(instances.command('add'))
    .description('configure a Zoom account; credentials come from the environment, .env, a file, or are asked for')
    .option('--no-test', 'save without asking Zoom first')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        'graph-zoom instances add --name Acme --polling daily@06 --tag-account-name --tag-production',
        'graph-zoom instances add --name Branch --credentials-file branch.env --polling 4h',
        'graph-zoom instances add --name Weekly --polling weekly@mon:06 --time-zone Europe/Berlin',
      ),
    )
    .action((options: AddOptions & { json?: boolean }, command: Command) =>
      administering(command, async ({ administration, env, server }) => {
        const [{ addInstance }, { commandFor }, { describePolling }] = await Promise.all([import('../../instances/add.ts'), import('../../instances/find-instance.ts'), import('../../instances/polling.ts')]);
        const instance = await addInstance(administration, env, options);
        if (options.json) printJson(instance);
        else print(`Added "${instance.name}" (${instance.id}), polling: ${describePolling(instance.polling)}. Next: ${commandFor('run', instance)}`);
        if (!server && instance.polling.interval !== 'DISABLED') note(`It is polled while a server runs: ${PROGRAM} serve`);
      }),
    );
}
