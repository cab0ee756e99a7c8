import { messageOf } from '../../lib/errors.ts';
import type { AlertSummary, Message } from '../../notify/delivery.ts';
import type { Action, ActionEvaluation } from '../alerting.ts';
import { actionType } from '../language/action-types.ts';
import { messagesOf, type RenderedAction } from '../language/index.ts';
import type { Life } from './lifecycle.ts';
import { shownAction } from './redact.ts';

/** Messages of one evaluation; what is beyond is not sent, and says so: one message should tell of many. */
const MOST_MESSAGES = 100;

export interface Outgoing {
  readonly key: string;
  readonly message: Message;
}

export interface Doing {
  readonly evaluations: readonly ActionEvaluation[];
  readonly outgoing: readonly Outgoing[];
}

interface DoInput {
  readonly actions: readonly RenderedAction[];
  readonly life: Life;
  readonly summary: AlertSummary;
  readonly evaluationId: string;
  /** Tags entities at once; gives how many. */
  readonly tag: (action: Action) => Promise<number>;
}

/** Does what the evaluation itself does, and gives the messages of the others. An action that fails is noted, and the others go on. */
export async function doActions({ actions, life, summary, evaluationId, tag }: DoInput): Promise<Doing> {
  const evaluations: ActionEvaluation[] = [];
  const outgoing: Outgoing[] = [];
  for (const { actionId, action, status, reason } of actions) {
    const note = (how: ActionEvaluation['status'], why: string) => evaluations.push({ actionId, action: shownAction(action), status: how, reason: why });
    if (status === 'failed') note('failed', reason ?? 'could not be rendered');
    else if (status === 'done') note('done', 'evaluated');
    else if (action.type === 'CREATE_ALERT') note(life.transition === 'none' ? 'skipped' : 'done', life.reason);
    else if (!life.act) note('skipped', life.actReason);
    else if (action.type === 'TAG_ENTITIES') {
      try {
        note('done', `${await tag(action)} entities`);
      } catch (error) {
        note('failed', messageOf(error));
      }
    } else {
      const made = messagesOf(action, summary);
      if ('unsupported' in made) note('failed', made.unsupported);
      else if (outgoing.length + made.messages.length > MOST_MESSAGES) note('skipped', `more than ${MOST_MESSAGES} messages in one evaluation`);
      else {
        for (const [index, message] of made.messages.entries()) outgoing.push({ key: `${evaluationId}/${actionId}/${index}`, message });
        note('queued', life.actReason);
      }
    }
  }
  return { evaluations, outgoing };
}

/** Kinds of which one message opens something and another ends it. */
const ENDED = new Set(['pagerduty', 'jira']);

/** Messages that end what messages opened: an incident or a ticket of an alert that is over. */
export function endingMessages(actions: readonly Action[], summary: AlertSummary, id: string): Outgoing[] {
  return actions.flatMap((action, index) => {
    const by = actionType(action.type)?.by;
    if (by === undefined || !ENDED.has(by) || (by === 'jira' && action.autoResolve !== true)) return [];
    const made = messagesOf(action, summary);
    return 'unsupported' in made ? [] : made.messages.map((message) => ({ key: `${id}/end/${index}`, message }));
  });
}

/** Fields that say where a message goes. */
const WHERE = ['type', 'channel', 'integrationInstanceId', 'endpoint', 'url', 'method', 'headers', 'webhookUrl', 'channels', 'recipients', 'project', 'issueType', 'path', 'command'] as const;

/** To whom a rule's messages go, that it could not be evaluated. Addresses that are templates are left out: what they name is not known. */
export function failureMessages(actions: readonly Action[], summary: AlertSummary, id: string): Outgoing[] {
  return actions.flatMap((action, index) => {
    const by = actionType(action.type)?.by;
    if (by === undefined || by === 'evaluation') return [];
    const bare = Object.fromEntries(WHERE.flatMap((name) => (action[name] === undefined ? [] : [[name, action[name]]]))) as Action;
    if (JSON.stringify(bare).includes('{{')) return [];
    const made = messagesOf(bare, summary);
    return 'unsupported' in made ? [] : made.messages.map((message) => ({ key: `${id}/failure/${index}`, message }));
  });
}
