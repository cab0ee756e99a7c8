import { type Command, Option } from 'commander';
import { EXIT, GraphZoomError } from '../../lib/errors.ts';
import type { InstanceChanges, Polling } from '../../platform/platform.ts';
import type { AdministrationSession } from '../administration/with-administration.ts';
import type { AddOptions } from '../instances/add.ts';
import { takePolling } from '../instances/polling.ts';
import { wholeNumber } from '../numbers.ts';
import { note, print, printJson } from '../output.ts';
import { PROGRAM } from '../program-name.ts';
import { examples } from '../with-store.ts';

const JSON_HELP = 'print one JSON document';
const JOBS_SHOWN = 10;

/** Loads what most of these commands need, and the instance that was named. */
const session = async <T>(command: Command, work: (session: AdministrationSession) => Promise<T>): Promise<T> => (await import('../administration/with-administration.ts')).withAdministration(command, work);
const named = async ({ administration }: AdministrationSession, name: string) => (await import('../instances/find-instance.ts')).findInstance(await administration.instances(), name);

/** `instances`: the Zoom accounts that are collected, their schedule and their runs. */
export function addInstances(program: Command): void {
  const instances = program
    .command('instances')
    .description('the configured Zoom accounts: add, show, change, test, run and remove them')
    .addHelpText('after', examples('graph-zoom instances add --name Acme --polling daily@06 --tag-account-name', 'graph-zoom instances list', 'graph-zoom instances run Acme', 'graph-zoom instances help add'));
  for (const add of [addList, addAdd, addShow, addEdit, addTest, addRun, addRemove, addJobsOf]) add(instances);
}

function addList(instances: Command): void {
  instances
    .command('list')
    .description('every configured account, its polling and its last run')
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom instances list', 'graph-zoom instances list --json'))
    .action((options: { json?: boolean }, command: Command) =>
      session(command, async ({ administration }) => {
        const all = await Promise.all((await administration.instances()).map(async (instance) => ({ instance, last: (await administration.jobs({ instanceId: instance.id, limit: 1 }))[0] })));
        if (options.json) return printJson(all.map(({ instance, last }) => ({ ...instance, ...(last ? { lastJob: last } : {}) })));
        const { renderInstances } = await import('../render/instances.ts');
        print(all.length === 0 ? `No account is configured yet. Next: ${PROGRAM} instances add` : renderInstances(all, Date.now()));
      }),
    );
}

/** Options that say what an instance is like, for `add` and `edit`. */
const settings = (command: Command): Command =>
  command
    .option('--name <NAME>', 'Account Name: what the account is called')
    .option('--description <TEXT>', 'what it is, for people')
    .option('--tag-account-name', 'put the account name on every entity, as tag.AccountName')
    .option('--tag-production', 'put tag.Production on every entity')
    .option('--polling <WHEN>', 'how often a server collects it: DISABLED, 30m, 1h, 4h, 8h, 12h, daily@HH, weekly@DAY:HH', takePolling)
    .option('--time-zone <ZONE>', 'where hour and day are meant, such as Europe/Berlin; default: where the server is')
    .option('--credentials-file <FILE>', 'ZOOM_…= lines, or JSON such as {"clientSecret":"…"}; "-" is standard input');

function addAdd(instances: Command): void {
  settings(instances.command('add'))
    .description('configure a Zoom account; credentials come from the environment, .env, a file, or are asked for')
    .option('--no-test', 'save without asking Zoom first')
    .option('--json', JSON_HELP)
    .addHelpText(
      'after',
      examples(
        'graph-zoom instances add --name Acme --polling daily@06 --tag-account-name --tag-production',
        'graph-zoom instances add --name Branch --credentials-file branch.env --polling 4h',
        'graph-zoom instances add --name Weekly --polling weekly@mon:06 --time-zone Europe/Berlin',
      ),
    )
    .action((options: AddOptions & { json?: boolean }, command: Command) =>
      session(command, async ({ administration, env, server }) => {
        const [{ addInstance }, { commandFor }, { describePolling }] = await Promise.all([import('../instances/add.ts'), import('../instances/find-instance.ts'), import('../instances/polling.ts')]);
        const instance = await addInstance(administration, env, options);
        if (options.json) printJson(instance);
        else print(`Added "${instance.name}" (${instance.id}), polling: ${describePolling(instance.polling)}. Next: ${commandFor('run', instance)}`);
        if (!server && instance.polling.interval !== 'DISABLED') note(`It is polled while a server runs: ${PROGRAM} serve`);
      }),
    );
}

function addShow(instances: Command): void {
  instances
    .command('show')
    .description('one account: its settings, what it has in the graph, its last runs; secrets are masked')
    .argument('<name>', 'name or id')
    .option('--json', JSON_HELP)
    .addHelpText('after', examples('graph-zoom instances show Acme', 'graph-zoom instances show Acme --json'))
    .action((name: string, options: { json?: boolean }, command: Command) =>
      session(command, async (opened) => {
        const instance = await named(opened, name);
        const detail = { instance, ...(await sizeOf(opened, instance.scope)), jobs: await opened.administration.jobs({ instanceId: instance.id, limit: JOBS_SHOWN }) };
        if (options.json) return printJson(detail);
        const { renderInstance } = await import('../render/instances.ts');
        print(renderInstance(detail, Date.now()));
      }),
    );
}

async function sizeOf({ store }: AdministrationSession, scope: string): Promise<{ entities: number; relationships: number }> {
  const { entities, relationships } = await store.counts(scope);
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0);
  return { entities: sum(entities), relationships: sum(relationships) };
}

function addEdit(instances: Command): void {
  settings(instances.command('edit'))
    .description('change an account; what is not given stays as it is')
    .argument('<name>', 'name or id')
    .option('--no-tag-account-name', 'no longer')
    .option('--no-tag-production', 'no longer')
    .option('--credentials-from-env', 'take the credentials of the environment or .env')
    .option('--no-test', 'save credentials without asking Zoom first')
    .option('--json', JSON_HELP)
    .addHelpText('after', examples('graph-zoom instances edit Acme --polling DISABLED', 'graph-zoom instances edit Acme --name "Acme Inc." --no-tag-production', 'graph-zoom instances edit Acme --credentials-from-env'))
    .action((name: string, options: AddOptions & { credentialsFromEnv?: boolean; json?: boolean }, command: Command) =>
      session(command, async (opened) => {
        const [{ inZone, tagsOf, testFirst }, { configOfEnvironment, configOfFile }] = await Promise.all([import('../instances/add.ts'), import('../instances/credentials.ts')]);
        const before = await named(opened, name);
        const given = options.credentialsFile !== undefined ? await configOfFile(options.credentialsFile) : options.credentialsFromEnv ? configOfEnvironment(opened.env) : {};
        const tags = tagsOf(options)['@tag'];
        const config = { ...before.config, ...given, ...(tags ? { '@tag': { ...(before.config['@tag'] as object | undefined), ...tags } } : {}) };
        const changes: InstanceChanges = {
          ...(options.name === undefined ? {} : { name: options.name }),
          ...(options.description === undefined ? {} : { description: options.description }),
          ...pollingChange(before.polling, options, inZone),
          ...(tags || Object.keys(given).length > 0 ? { config } : {}),
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

function addTest(instances: Command): void {
  instances
    .command('test')
    .description('ask Zoom whether the account can be read, each endpoint once, as doctor does')
    .argument('<name>', 'name or id')
    .option('--json', JSON_HELP)
    .addHelpText('after', examples('graph-zoom instances test Acme'))
    .action((name: string, options: { json?: boolean }, command: Command) =>
      session(command, async (opened) => {
        const [{ ratesOf, renderDoctor }, { commandFor }] = await Promise.all([import('../render/doctor.ts'), import('../instances/find-instance.ts')]);
        const instance = await named(opened, name);
        const { plan = opened.env.ZOOM_PLAN, rateShare = opened.env.ZOOM_RATE_SHARE } = instance.config;
        const limits = { plan: plan as typeof opened.env.ZOOM_PLAN, share: Number(rateShare) };
        const result = { ...limits, rates: ratesOf(limits.plan, limits.share), ...(await opened.administration.test(instance.config, instance.id)) };
        if (options.json) printJson(result);
        else print(renderDoctor(result, commandFor('run', instance)));
        process.exitCode = result.probes.some((p) => p.status !== 'ok' && !p.optional) ? EXIT.incomplete : EXIT.done;
      }),
    );
}

function addRun(instances: Command): void {
  instances
    .command('run')
    .description('collect an account now, and watch it')
    .argument('<name>', 'name or id')
    .option('--no-wait', 'only start it; needs a running server')
    .option('--json', 'print the report as one JSON document')
    .addHelpText('after', examples('graph-zoom instances run Acme', 'graph-zoom instances run Acme --no-wait'))
    .action((name: string, options: { wait: boolean; json?: boolean }, command: Command) =>
      session(command, async (opened) => {
        const { administration, server } = opened;
        const instance = await named(opened, name);
        if (options.wait) return (await import('../instances/collect-instance.ts')).collectInstance(opened, instance, options.json ?? false);
        if (!server) throw new GraphZoomError('usage', 'Without a server the run ends with this command.', { hint: 'Leave out --no-wait, or start `graph-zoom serve`.' });
        const job = await administration.run(instance.id);
        if (options.json) printJson(job);
        else print(`Started. Watch it: ${PROGRAM} jobs watch ${job.id}`);
      }),
    );
}

function addRemove(instances: Command): void {
  instances
    .command('remove')
    .description('remove an account and its data: gone from the graph at once, and from its history after seven days')
    .argument('<name>', 'name or id')
    .option('--yes', 'do not ask')
    .option('--json', JSON_HELP)
    .addHelpText('after', examples('graph-zoom instances remove Acme', 'graph-zoom instances remove Acme --yes'))
    .action((name: string, options: { yes?: boolean; json?: boolean }, command: Command) =>
      session(command, async (opened) => {
        const instance = await named(opened, name);
        const size = await sizeOf(opened, instance.scope);
        const what = `${size.entities} entities and ${size.relationships} relationships`;
        if (!options.yes) {
          if (!process.stdin.isTTY || !process.stdout.isTTY) throw new GraphZoomError('usage', `"${instance.name}" holds ${what}, which would go with it.`, { hint: 'Add --yes to remove it.' });
          const { confirmed } = await import('../ask.ts');
          if (!(await confirmed(`Remove "${instance.name}" and its ${what}?`))) return note('Nothing was removed.');
        }
        await opened.administration.remove(instance.id);
        if (options.json) printJson({ removed: instance, ...size });
        else print(`Removed "${instance.name}" and its ${what}. After seven days its history goes too.`);
      }),
    );
}

function addJobsOf(instances: Command): void {
  instances
    .command('jobs')
    .description('the runs of one account, newest first')
    .argument('<name>', 'name or id')
    .addOption(new Option('--limit <N>', 'at most so many').argParser(wholeNumber(1, 1000)).default(20))
    .option('--json', 'print one JSON array')
    .addHelpText('after', examples('graph-zoom instances jobs Acme'))
    .action((name: string, options: { limit: number; json?: boolean }, command: Command) =>
      session(command, async (opened) => {
        const instance = await named(opened, name);
        const jobs = await opened.administration.jobs({ instanceId: instance.id, limit: options.limit });
        if (options.json) return printJson(jobs);
        const { renderJobs } = await import('../render/instances.ts');
        print(jobs.length === 0 ? 'It was never run.' : renderJobs(jobs, Date.now()));
      }),
    );
}
