import { z } from 'zod';
import { CHANNEL_KINDS } from '../../notify/delivery.ts';
import { RULE_INTERVALS } from '../../rules/alerting.ts';
import { pageQuery } from './schemas.ts';

/** What callers send to the routes of rules, alerts, channels and deliveries. */

/** The last moment that a date can say (ECMAScript). */
const LAST_TIME = 8.64e15;

const text = (most: number) => z.string().max(most);
const name = text(255).trim().min(1);
const interval = z.enum(RULE_INTERVALS);
const anything = z.record(z.string().max(200), z.unknown());
const action = z.intersection(z.object({ type: z.string().min(1).max(100), id: text(100).optional() }), anything);

/** The shape only; what rules make of it they say themselves. */
const ruleFields = {
  name,
  description: text(10_000),
  queries: z.array(z.strictObject({ name: text(200), query: text(100_000), version: text(20).optional(), includeDeleted: z.boolean().optional() })).max(100),
  questionId: text(100).optional(),
  questionName: text(255).optional(),
  operations: z
    .array(z.strictObject({ when: z.union([anything, z.array(anything).max(100)]).nullish(), actions: z.array(action).max(100) }))
    .max(100)
    .meta({ description: 'Conditions and actions, as JupiterOne writes them.' }),
  outputs: z.array(text(500)).max(100),
  pollingInterval: interval.meta({ description: 'DISABLED is evaluated only when asked.' }),
  onChange: z.boolean().meta({ description: 'Also evaluated as soon as data changed that its queries can see.' }),
  notifyOnFailure: z.boolean(),
  triggerActionsOnNewEntitiesOnly: z.boolean(),
  ignorePreviousResults: z.boolean(),
  baseline: z.boolean().meta({ description: 'What the first evaluation finds is no news.' }),
  specVersion: z.int().min(0).max(1000),
  templates: z.record(text(200), text(100_000)),
  tags: z.array(text(200)).max(100),
  labels: z.array(z.strictObject({ labelName: text(200), labelValue: text(100_000) })).max(100),
  remediationSteps: text(100_000).optional(),
  why: text(10_000).optional(),
  population: text(100_000).optional(),
  identity: z.array(text(500)).max(100).optional(),
  beside: z.array(text(200)).max(20).optional(),
  resourceGroupId: text(100).optional(),
  origin: text(200).optional(),
};

export const newRule = z.strictObject({
  ...ruleFields,
  description: ruleFields.description.default(''),
  queries: ruleFields.queries.default([]),
  outputs: ruleFields.outputs.default([]),
  pollingInterval: ruleFields.pollingInterval.default('ONE_DAY'),
  onChange: ruleFields.onChange.default(true),
  notifyOnFailure: ruleFields.notifyOnFailure.default(true),
  triggerActionsOnNewEntitiesOnly: ruleFields.triggerActionsOnNewEntitiesOnly.default(true),
  ignorePreviousResults: ruleFields.ignorePreviousResults.default(false),
  baseline: ruleFields.baseline.default(false),
  specVersion: ruleFields.specVersion.default(1),
  templates: ruleFields.templates.default({}),
  tags: ruleFields.tags.default([]),
  labels: ruleFields.labels.default([]),
});
export const ruleChanges = z
  .strictObject(ruleFields)
  .partial()
  .extend({ version: z.int().min(1).optional().meta({ description: 'The version that is replaced; 409 where it is another by now.' }) });

const packRules = z.union([z.literal('all'), z.array(text(100)).min(1).max(500)]).meta({ description: 'Ids of packs or of their rules, or "all".' });
export const packChoice = z.strictObject({
  rules: packRules,
  interval: interval.optional(),
  channel: z
    .strictObject({ name: text(100).min(1), kind: z.enum(CHANNEL_KINDS).optional() })
    .optional()
    .meta({ description: 'A channel that is notified; its kind where it is not there yet.' }),
  only: z.enum(['new', 'every']).optional().meta({ description: 'Act on what is new in the result only, or whenever the condition holds.' }),
});
export const packsToDisable = z.strictObject({ rules: packRules });

export const rawDataQuery = z.object({ key: text(1000).min(1) });
export const alertsQuery = pageQuery.extend({ status: z.enum(['ACTIVE', 'INACTIVE', 'DISMISSED']).optional(), ruleId: text(100).optional() });
export const dismissal = z.strictObject({ reason: text(2000).optional() });
export const snooze = z.strictObject({ until: z.number().min(0).max(LAST_TIME).meta({ description: 'No notice of it before then; epoch milliseconds.' }) });

export const deliveriesQuery = z.object({ status: z.enum(['pending', 'delivered', 'failed']).optional(), limit: pageQuery.shape.limit });
export const newChannel = z.strictObject({
  name: text(100).trim().min(1),
  kind: z.enum(CHANNEL_KINDS),
  config: anything.meta({ description: 'By setting of the kind. Secrets are shown as ***masked***, which given back means "as it was".' }),
});
export const channelParams = z.object({ name: text(100) });
