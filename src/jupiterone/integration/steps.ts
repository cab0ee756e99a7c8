import { emitAccount, fetchAccountParts, fetchIdentity } from '../../collect/collect-account.ts';
import { collectUsers } from '../../collect/collect-users.ts';
import { type Context, runStep } from '../../collect/context.ts';
import { relate } from '../../collect/convert/relationship.ts';
import { lockedAnswers } from '../../collect/locks.ts';
import { STEPS } from '../../collect/steps.ts';
import { LIST_IDS, LISTS, type ListId } from '../../model/lists.ts';
import { RELATIONSHIPS } from '../../model/relationships.ts';
import type { Config } from './config.ts';
import { type IsKnown, jobStateSync } from './job-state-sync.ts';
import { type Run, runOf } from './run.ts';
import { asSdk, type Step, type StepExecutionContext } from './sdk.ts';
import { sdkError, toSdkError } from './sdk-errors.ts';
import { isWanted } from './start-states.ts';
import { PARTS_OF } from './step-defs.ts';

type Work = (run: Run, context: Context, execution: StepExecutionContext<Config>) => Promise<void>;

const WORK: Readonly<Record<ListId, Work>> = {
  'fetch-account': async (run, context) => {
    run.accountParts = await fetchAccountParts(context);
    await runStep(context, 'fetch-account', async () => {
      const identity = await fetchIdentity(context, run.scopes, async () => {
        await run.readLists();
        return run.lists.someUser;
      });
      run.accountKey = await emitAccount(context, run.accountParts, identity);
      context.book.progress('fetch-account', 1);
    });
  },
  'fetch-groups': async (run, context) => {
    const groups = await run.groups();
    await context.sync.entities(groups);
    await context.sync.relationships(groups.map(({ _key }) => relate(RELATIONSHIPS.accountHasGroup, account(run), _key)));
  },
  'fetch-roles': async (run, context) => {
    const { entities = [], unsure } = await run.roles();
    // What JupiterOne knows of a role is more than a part of it.
    const whole = entities.filter(({ id }) => !unsure.has(String(id)));
    await context.sync.entities(whole);
    await context.sync.relationships(whole.map(({ _key }) => relate(RELATIONSHIPS.accountHasRole, account(run), _key)));
  },
  'fetch-users': async (run, context, { instance, jobState }) => {
    const accountKey = account(run);
    const [roles] = await Promise.all([run.roles(), run.groups(), run.readLists()]);
    const { book } = context;
    if (book.lost('fetch-roles')) throw sdkError('PROVIDER_API_ERROR', `Users are left as they are, for what their roles may do is not known: ${book.reason('fetch-roles')}`);
    const sync = jobStateSync(jobState, await isThere(run, instance.config));
    const locked = context.options.deriveLocked ? lockedAnswers(run.accountParts) : new Map();
    await collectUsers({ ...context, sync }, { lists: run.lists, accountKey, roles: roles.held, unsureRoles: roles.unsure, locked, resumeSince: Number.POSITIVE_INFINITY });
    if (roles.unsure.size > 0) throw sdkError('PROVIDER_API_ERROR', `Users whose roles could not be read are left as they are: ${book.reason('fetch-role-privileges')}`);
  },
};

/** The steps that the SDK runs, derived from what is declared. */
export const integrationSteps: Step<Config>[] = LIST_IDS.map((id) => {
  const { title, entity, relationships, dependsOn } = LISTS[id];
  return {
    id,
    name: `Fetch ${title}`,
    entities: [{ resourceName: title.replace(/s$/, ''), _type: entity.type, _class: [...entity.classes] }],
    relationships: relationships.map((r) => ({ _type: r.type, _class: asSdk(r.class), sourceType: r.from, targetType: r.to })),
    dependsOn: [...dependsOn],
    executionHandler: (execution) => execute(id, execution),
  };
});

async function execute(id: ListId, execution: StepExecutionContext<Config>): Promise<void> {
  try {
    const run = await runOf(execution);
    await WORK[id](run, { ...run.context, sync: jobStateSync(execution.jobState) }, execution);
    conclude(id, run, execution);
  } catch (error) {
    throw toSdkError(error);
  }
}

/** The step fails where something of it could not be read, so that nothing that JupiterOne holds of it is deleted; what it can do without is told. */
function conclude(id: ListId, { context: { book } }: Run, { logger }: StepExecutionContext<Config>): void {
  const [main, ...others] = PARTS_OF[id];
  if (book.status(main) === 'skipped') throw sdkError('PROVIDER_AUTHORIZATION_ERROR', `${book.reason(main)} Until then JupiterOne keeps what it has of it.`);
  const failed = [main, ...others].find((part) => book.lost(part));
  for (const part of others) if (book.status(part) === 'skipped') logger.publishWarnEvent({ name: asSdk('warn_missing_permission'), description: `${STEPS[part].title}: ${book.reason(part)}` });
  if (failed !== undefined) throw sdkError('PROVIDER_API_ERROR', `${STEPS[failed].title} could not be read whole: ${book.reason(failed)} What could not be read stays as it is.`);
}

function account({ accountKey, context: { book } }: Run): string {
  if (accountKey === '') throw sdkError('PROVIDER_API_ERROR', book.reason('fetch-account') ?? 'The account could not be read.');
  return accountKey;
}

/** Zoom names groups and roles that are gone. Where their list was read whole, a relationship to another is left out; where nobody wants them, all are. */
async function isThere(run: Run, config: Config): Promise<IsKnown> {
  const { book } = run.context;
  const keys = async (id: 'fetch-groups' | 'fetch-roles', read: () => Promise<readonly { readonly _key: string }[] | undefined>) => {
    if (!isWanted(id, config)) return new Set<string>();
    const members = await read();
    return book.status(id) === 'complete' && members ? new Set(members.map(({ _key }) => _key)) : undefined;
  };
  const groups = await keys('fetch-groups', run.groups);
  const roles = await keys('fetch-roles', async () => (await run.roles()).entities);
  return ({ _type, _fromEntityKey, _toEntityKey }) => {
    if (_type === RELATIONSHIPS.groupHasUser.type) return groups?.has(_fromEntityKey) ?? true;
    if (_type === RELATIONSHIPS.userAssignedRole.type) return roles?.has(_toEntityKey) ?? true;
    return true;
  };
}
