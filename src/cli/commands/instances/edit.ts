import type { Command } from 'commander';
import { GraphZoomError } from '../../../lib/errors.ts';
import type { InstanceChanges, Polling } from '../../../platform/platform.ts';
import type { AddOptions } from '../../instances/add.ts';
import { print, printJson } from '../../output.ts';
import { examples } from '../../with-store.ts';
import { administering, named } from './session.ts';
import { settings } from './settings.ts';

/** `instances edit`: what is not given stays as it is. */
export function addEdit(instances: Command): void {
  settings(instances.command('edit'))
    .description('change an account; what is not given stays as it is')
    .argument('<name>', 'name or id')
    .option('--no-tag-account-name', 'no longer')
    .option('--no-tag-production', 'no longer')
    .option('--no-push', 'no longer')
    .option('--credentials-from-env', 'take the credentials of the environment or .env')
    .option('--no-test', 'save credentials without asking Zoom first')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        'graph-zoom instances edit Acme --polling DISABLED',
        'graph-zoom instances edit Acme --name "Acme Inc." --no-tag-production',
        'graph-zoom instances edit Acme --credentials-from-env',
        'graph-zoom instances edit Acme --push',
      ),
    )
    .action((name: string, options: AddOptions & { credentialsFromEnv?: boolean; json?: boolean }, command: Command) =>
      administering(command, async (opened) => {
        const [{ inZone, tagsOf, testFirst }, { configOfEnvironment, configOfFile, pushOfEnvironment }, { isOfJupiterOne }] = await Promise.all([
          import('../../instances/add.ts'),
          import('../../instances/credentials.ts'),
          import('../../../platform/config-check.ts'),
        ]);
        const before = await named(opened, name);
        const given = options.credentialsFile !== undefined ? await configOfFile(options.credentialsFile) : options.credentialsFromEnv ? configOfEnvironment(opened.env) : {};
        const tags = tagsOf(options)['@tag'];
        const kept = options.push === undefined ? before.config : Object.fromEntries(Object.entries(before.config).filter(([field]) => !isOfJupiterOne(field)));
        const pushed = options.push ? pushOfEnvironment(opened.env) : {};
        const config = { ...kept, ...given, ...pushed, ...(tags ? { '@tag': { ...(before.config['@tag'] as object | undefined), ...tags } } : {}) };
        const changes: InstanceChanges = {
          ...(options.name === undefined ? {} : { name: options.name }),
          ...(options.description === undefined ? {} : { description: options.description }),
          ...pollingChange(before.polling, options, inZone),
          ...(tags || options.push !== undefined || Object.keys(given).length > 0 ? { config } : {}),
        };
        if (Object.keys(changes).length === 0) throw new GraphZoomError('usage', 'Nothing to change was given.', { hint: 'Look at `graph-zoom instances edit --help`.' });
        if (options.test && Object.keys(given).length > 0) await testFirst(opened.administration, config, before.id);
        const instance = await opened.administration.update(before.id, changes);
        if (options.json) printJson(instance);
        else print(`Changed "${instance.name}".`);
      }),
    );
}

/** A time zone alone changes where the hour is meant. */
const pollingChange = (before: Polling, { polling, timeZone }: Omit<AddOptions, 'test'>, inZone: (polling: Polling, timeZone: string | undefined) => Polling): Pick<InstanceChanges, 'polling'> =>
  polling === undefined && timeZone === undefined ? {} : { polling: inZone(polling ?? before, timeZone ?? before.timeZone) };
