import { type Evaluation, type Paged, RULE_INTERVALS, type Rule } from '../../../../rules/alerting.ts';
import { fromJupiterOne } from '../../../../rules/language/index.ts';
import { PACKS, toRuleInput } from '../../../../rules/packs/index.ts';
import { codedError } from '../../codes.ts';
import { deferredUrl } from '../../deferred/route.ts';
import type { Asking, Domain, RootField } from '../../domain.ts';
import { pageOf } from '../../page.ts';
import { shownAlert } from '../alerts/shapes.ts';
import { deskFor } from './desk.ts';
import { type Given, newRule, ruleChanges } from './rule-input.ts';
import { sdl } from './schema.graphql.ts';
import { collectionResult, evaluationDetails, shownQuery, shownRule } from './shapes.ts';

/** Evaluations that are looked through for one by its time: all that are kept. */
const KEPT = 200;

async function mustRule({ api }: Asking, id: string): Promise<Rule> {
  const rule = await api.alerting.rules.get(id);
  if (!rule) throw codedError('NOT_FOUND', `Rule instance does not exist: ${id}`);
  return rule;
}

const create: RootField = {
  needs: 'administrator',
  resolve: async ({ instance }: { instance: Given }, asking) => shownRule(await deskFor(asking).createRule(newRule(instance)), asking.account),
};
const update: RootField = {
  needs: 'administrator',
  async resolve({ instance }: { instance: Given & { id: string; version: number } }, asking) {
    const rule = await mustRule(asking, instance.id);
    return shownRule(await deskFor(asking).updateRule(rule.id, ruleChanges(rule, instance), instance.version), asking.account);
  },
};

/** An address from which rows are read by whoever has it. */
export async function rawDataUrl({ api, deferred, origin }: Asking, rawDataKey: string): Promise<string> {
  const data = await api.alerting.rules.rawData(rawDataKey);
  if (data === undefined) throw codedError('NOT_FOUND', 'These rows are not kept any more: each rule keeps those of its last evaluation.');
  return deferredUrl(origin, deferred.start(rawDataKey, async () => ({ data })).token);
}

const named = (evaluation: Evaluation) => ({ id: evaluation.id, outputs: evaluation.outputs });

export const rules: Domain = {
  name: 'rules',
  about: 'Alert rules, their evaluations and the packs that ship.',
  serviceName: 'rules',
  sdl,
  Query: {
    questionRuleInstance: {
      needs: 'reader',
      async resolve({ id, version }: { id: string; version?: number | null }, asking) {
        const rule = await mustRule(asking, id);
        if (version !== null && version !== undefined && version !== rule.version)
          throw codedError('NOT_FOUND', `Rule instance does not exist: ${id} at version ${version}; only the latest version is kept, ${rule.version}.`);
        return shownRule(rule, asking.account);
      },
    },
    listRuleInstances: {
      needs: 'reader',
      async resolve({ filters, ...args }: { limit?: number; cursor?: string; filters?: { tags?: string[] | null; name?: string | null } | null }, asking) {
        const all = (await deskFor(asking).rules()).filter(({ tags, name }) => (filters?.tags ?? []).every((tag) => tags.includes(tag)) && (!filters?.name || name.toLowerCase().includes(filters.name.toLowerCase())));
        const { items, pageInfo } = pageOf(all, args);
        return { questionInstances: items.map((rule) => shownRule(rule, asking.account)), reportInstances: [], pageInfo };
      },
    },
    listCollectionResults: {
      needs: 'reader',
      async resolve(args: { collectionType: string; collectionOwnerId: string; beginTimestamp?: number; endTimestamp?: number; limit?: number; cursor?: string }, asking) {
        if (args.collectionType !== 'RULE_EVALUATION') throw codedError('NOT_SUPPORTED', 'Only evaluations of rules are kept.');
        const { items } = await deskFor(asking).ruleHistory(args.collectionOwnerId, { limit: KEPT });
        const fit = items.filter(({ startedOn }) => startedOn >= (args.beginTimestamp ?? 0) && startedOn <= (args.endTimestamp ?? Number.MAX_SAFE_INTEGER));
        const page = pageOf(fit, args);
        return { results: page.items.map((evaluation) => collectionResult(evaluation, asking.account)), pageInfo: page.pageInfo };
      },
    },
    ruleEvaluationDetails: {
      needs: 'reader',
      async resolve({ ruleEvaluationDetailsInput, input }: Record<string, { ruleInstanceId: string; timestamp: number } | undefined>, asking) {
        const wanted = ruleEvaluationDetailsInput ?? input;
        if (!wanted) throw codedError('BAD_USER_INPUT', 'Say which rule and when.');
        const { items }: Paged<Evaluation> = await deskFor(asking).ruleHistory(wanted.ruleInstanceId, { limit: KEPT });
        const found = items.find(({ startedOn }) => startedOn === wanted.timestamp) ?? items.find(({ endedOn }) => endedOn === wanted.timestamp);
        if (!found) throw codedError('NOT_FOUND', `The rule was not evaluated at ${wanted.timestamp}, or that is not kept any more.`);
        return evaluationDetails(found);
      },
    },
    getRawDataDownloadUrl: { needs: 'reader', resolve: ({ rawDataKey }: { rawDataKey: string }, asking) => rawDataUrl(asking, rawDataKey) },
    alertRulePacks: {
      needs: 'reader',
      resolve: () =>
        PACKS.map((pack) => ({
          name: pack.name,
          type: pack.id,
          rules: pack.rules.map((rule) => {
            const { queries, templates } = toRuleInput(rule);
            return { name: rule.name, description: rule.description, queries: queries.map(shownQuery), alertLevel: rule.level, templates };
          }),
        })),
    },
    questionRuleTags: { needs: 'reader', resolve: async (_args, { api }) => [...new Set((await api.alerting.rules.list()).flatMap(({ tags }) => tags))].sort() },
    accountHasRules: { needs: 'reader', resolve: async (_args, { api }) => (await api.alerting.rules.list()).length > 0 },
    provisionedAlertPollingIntervals: { needs: 'reader', resolve: () => RULE_INTERVALS },
  },
  Mutation: {
    createInlineQuestionRuleInstance: create,
    createReferencedQuestionRuleInstance: create,
    createQuestionRuleInstance: create,
    updateInlineQuestionRuleInstance: update,
    updateReferencedQuestionRuleInstance: update,
    updateQuestionRuleInstance: update,
    deleteRuleInstance: {
      needs: 'administrator',
      async resolve({ id }: { id: string }, asking) {
        await mustRule(asking, id);
        await deskFor(asking).removeRule(id);
        return { id };
      },
    },
    evaluateRuleInstance: {
      needs: 'operator',
      async resolve({ id }: { id: string }, asking) {
        await mustRule(asking, id);
        return named(await deskFor(asking).runRule(id));
      },
    },
    evaluateAlertRules: {
      needs: 'operator',
      async resolve({ filters: { tags } }: { filters: { tags: string[] } }, asking) {
        const desk = deskFor(asking);
        const done = [];
        for (const rule of await desk.rules()) if (tags.every((tag) => rule.tags.includes(tag))) done.push(named(await desk.runRule(rule.id)));
        return done;
      },
    },
    importAlertRulePack: {
      needs: 'administrator',
      async resolve({ rulePackName, ruleNames, autoEvaluate }: { rulePackName: string; ruleNames?: string[] | null; autoEvaluate?: boolean | null }, asking) {
        const pack = PACKS.find(({ id, name }) => id === rulePackName || name === rulePackName);
        if (!pack) throw codedError('NOT_FOUND', `There is no rule pack ${JSON.stringify(rulePackName)}; there are ${PACKS.map(({ name }) => name).join(', ')}.`);
        const chosen = pack.rules.filter(({ name }) => !ruleNames || ruleNames.length === 0 || ruleNames.includes(name));
        const desk = deskFor(asking);
        const outcomes = await desk.enablePacks({ rules: chosen.map(({ id }) => id) });
        if (autoEvaluate) for (const { ruleId } of outcomes) if (ruleId !== undefined) await desk.runRule(ruleId);
        const of = async (wanted: string) => {
          const found = [];
          for (const { ruleId, outcome } of outcomes) if (outcome === wanted && ruleId !== undefined) found.push(shownRule(await mustRule(asking, ruleId), asking.account));
          return found;
        };
        return { newRules: await of('created'), updatedRules: await of('updated') };
      },
    },
    importAlertRulesFromFormat: {
      needs: 'administrator',
      async resolve({ format, autoEvaluate }: { format: unknown[]; autoEvaluate?: boolean | null }, asking) {
        const desk = deskFor(asking);
        const inputs = fromJupiterOne(format);
        const [newRules, updatedRules]: [Rule[], Rule[]] = [[], []];
        for (const input of inputs) {
          const before = await asking.api.alerting.rules.byName(input.name);
          if (before) updatedRules.push(await desk.updateRule(before.id, input));
          else newRules.push(await desk.createRule(input));
        }
        if (autoEvaluate) for (const { id } of [...newRules, ...updatedRules]) await desk.runRule(id);
        const shown = (list: Rule[]) => list.map((rule) => shownRule(rule, asking.account));
        return { newRules: shown(newRules), updatedRules: shown(updatedRules) };
      },
    },
  },
  types: {
    QuestionRuleInstance: {
      async latestAlert(rule: { latestAlertId: string | null }, _args, asking) {
        const alert = rule.latestAlertId === null ? undefined : await asking.api.alerting.alerts.get(rule.latestAlertId);
        return alert ? shownAlert(alert, await asking.api.alerting.rules.get(alert.ruleId), asking.account) : null;
      },
    },
  },
};
