import { type Command, Option } from 'commander';
import { GraphZoomError } from '../../lib/errors.ts';
import type { ApiKey, Role } from '../../platform/platform.ts';
import { ROLES } from '../../platform/roles.ts';
import type { Administration } from '../administration/administration.ts';
import { note, print, printJson } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { examples } from '../with-store.ts';

const administering = async <T>(command: Command, work: (administration: Administration) => Promise<T>): Promise<T> =>
  (await import('../administration/with-administration.ts')).withAdministration(command, ({ administration }) => work(administration));

interface CreateOptions {
  readonly name: string;
  readonly role: Role;
  readonly instance?: string;
  readonly expires?: number;
  readonly json?: boolean;
}

/** `keys`: who may use the server's API, and as what. */
export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('keys for the API of a server: list, create and revoke them')
    .addHelpText('after', examples('graph-zoom keys create --name dashboard --role reader', 'graph-zoom keys list', 'graph-zoom keys revoke dashboard'));
  keys
    .command('list')
    .description('every key: its role, when it was last used, whether it is still valid')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom keys list'))
    .action((options: { json?: boolean }, command: Command) =>
      administering(command, async (administration) => {
        const all = await administration.keys();
        if (options.json) return printJson(all);
        const { renderKeys } = await import('../render/instances.ts');
        const names = new Map((await administration.instances()).map(({ id, name }) => [id, name]));
        print(all.length === 0 ? `There are no keys. Next: ${PROGRAM} keys create --name NAME --role reader` : renderKeys(all, names, Date.now()));
      }),
    );
  keys
    .command('create')
    .description('make a key; it is shown once and never again')
    .requiredOption('--name <NAME>', 'after who or what uses it')
    .addOption(new Option('--role <ROLE>', 'reader may query; operator may run accounts too; administrator may do all').choices(ROLES).default('reader'))
    .option('--instance <NAME>', 'only to upload what this instance collects elsewhere; needs the role administrator')
    .option('--expires <SPAN>', 'how long it is valid: 12h, 90d, 52w; default: until it is revoked', takeSpan)
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom keys create --name dashboard --role reader', 'graph-zoom keys create --name pipeline --role operator --expires 90d'))
    .action((options: CreateOptions, command: Command) =>
      administering(command, async (administration) => {
        const { findInstance } = await import('../instances/find-instance.ts');
        const { key, secret } = await administration.createKey({
          name: options.name,
          role: options.role,
          ...(options.instance === undefined ? {} : { instanceId: findInstance(await administration.instances(), options.instance).id }),
          ...(options.expires === undefined ? {} : { expiresOn: Date.now() + options.expires }),
        });
        if (options.json) return printJson({ key, secret });
        note(`Key "${key.name}", ${key.role}. Keep it: it is not shown again.`);
        print(secret);
      }),
    );
  keys
    .command('revoke')
    .description('make a key useless, at once and for ever')
    .argument('<key>', 'its name, id, or how it begins')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples('graph-zoom keys revoke dashboard'))
    .action((text: string, options: { json?: boolean }, command: Command) =>
      administering(command, async (administration) => {
        const key = await administration.revokeKey(findKey(await administration.keys(), text).id);
        if (options.json) printJson(key);
        else print(`Revoked "${key.name}".`);
      }),
    );
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function takeSpan(text: string): number {
  const [, number, unit = ''] = /^(\d+)([hdw])$/.exec(text) ?? [];
  if (number !== undefined && Number(number) > 0) return Number(number) * (UNITS[unit] as number);
  throw new GraphZoomError('usage', `--expires ${text} is no span.`, { hint: 'Write 12h, 90d or 52w.' });
}

/** Two keys may have the same name: then its id says which is meant. */
function findKey(keys: readonly ApiKey[], text: string): ApiKey {
  const valid = keys.filter((key) => key.revokedOn === undefined);
  const found = keys.filter((key) => key.id === text);
  const named = valid.filter((key) => key.name === text || key.prefix === text);
  const [only, another] = found.length > 0 ? found : named;
  if (only && another) throw new GraphZoomError('usage', `Several keys are called "${text}".`, { hint: `Give the id of one: ${named.map(({ id, prefix }) => `${id} (${prefix}…)`).join(', ')}.` });
  if (only) return only;
  throw new GraphZoomError('not-found', `There is no valid key "${text}".`, { hint: 'Look it up with `graph-zoom keys list`.' });
}
