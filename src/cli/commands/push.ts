import type { Command } from 'commander';
import type { PushEvents } from '../../jupiterone/push/push.ts';
import { print, printJson } from '../output.ts';
import { scopeOf } from '../scope-filter.ts';
import { examples, type Session, withStore } from '../with-store.ts';

interface Options {
  readonly instance: string;
  readonly integrationInstanceId?: string;
  readonly scope?: string;
  readonly mapPeople?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `push`: the stored graph of an instance to a JupiterOne account. */
export function addPush(program: Command): void {
  program
    .command('push')
    .description('upload the graph of an instance to a JupiterOne account (JUPITERONE_API_KEY, JUPITERONE_ACCOUNT)')
    .option('--instance <NAME>', 'which instance or scope', 'zoom')
    .option('--integration-instance-id <ID>', 'the integration instance in JupiterOne that the graph belongs to (JUPITERONE_INTEGRATION_INSTANCE_ID)')
    .option('--scope <S>', 'in place of an integration instance: a scope of its own (default: "graph-zoom:NAME")')
    .option('--map-people', 'let JupiterOne join each user with the person it knows by the e-mail address')
    .option('--dry-run', 'say what would be sent, and send nothing')
    .option('--json', 'print the report as one JSON document')
    .addHelpText(
      'after',
      examples(
        'graph-zoom push --dry-run',
        'JUPITERONE_API_KEY=... JUPITERONE_ACCOUNT=acme graph-zoom push --integration-instance-id 5b2f...',
        'graph-zoom push --instance subsidiary --scope zoom-subsidiary --map-people',
      ),
    )
    .action(async (options: Options, command: Command) => {
      await withStore(command, (session) => (options.dryRun ? dryRun(session, options) : pushIt(session, options)));
    });
}

async function dryRun(session: Session, options: Options): Promise<void> {
  const [{ planPush }, { renderPlan }] = await Promise.all([import('../../jupiterone/push/dry-run.ts'), import('../render/push.ts')]);
  const plan = await planPush(session.store, { scope: await scopeOf(session, options.instance), mapPeople: options.mapPeople ?? false });
  if (options.json) printJson(plan);
  else print(renderPlan(options.instance, plan));
}

async function pushIt(session: Session, options: Options): Promise<void> {
  const { env, store } = session;
  const [{ push }, { environmentTarget }, { Emitter }, { systemClock }, { interruptSignal }, { watchPush, renderPush }] = await Promise.all([
    import('../../jupiterone/push/push.ts'),
    import('../../jupiterone/push/environment-target.ts'),
    import('../../lib/events.ts'),
    import('../../lib/clock.ts'),
    import('../interrupt.ts'),
    import('../render/push.ts'),
  ]);
  const target = environmentTarget(env, options.instance, options);
  const scope = await scopeOf(session, options.instance);
  const events = new Emitter<PushEvents>();
  const progress = watchPush(events);
  const { signal, release } = interruptSignal(progress.say, 'What was uploaded is kept; the next push goes on from it.');
  try {
    const report = await push({ store, clock: systemClock, events, signal }, { scope, instance: options.instance, target, mapPeople: options.mapPeople ?? false });
    progress.stop();
    if (options.json) printJson(report);
    else print(renderPush(report));
  } finally {
    progress.stop();
    release();
  }
}
