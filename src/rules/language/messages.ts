import type { AlertSummary, Message } from '../../notify/delivery.ts';
import type { Action } from '../alerting.ts';
import { actionType } from './action-types.ts';

/** Fields that say which channel, not what is to be told. */
const ADDRESS: readonly string[] = ['type', 'id', 'channel', 'integrationInstanceId'];

/** A rendered action as messages to channels, or why it can be none. Actions of the evaluation itself are none. */
export function messagesOf(action: Action, summary: AlertSummary): { readonly messages: Message[] } | { readonly unsupported: string } {
  const known = actionType(action.type);
  if (!known) return { unsupported: `graph-zoom does not know actions of type ${action.type}; it is kept with the rule, and not done.` };
  if (known.by === undefined) return { unsupported: `${action.type}: ${known.unsupported}` };
  if (known.by === 'evaluation') return { unsupported: `${action.type} is done by the evaluation, and is no message.` };
  const channel = nameOf(action.channel) ?? nameOf(action.integrationInstanceId);
  const skipped = known.by === 'webhook' ? [...ADDRESS, 'url'] : ADDRESS;
  const content = { ...Object.fromEntries(Object.entries(action).filter(([name]) => !skipped.includes(name))), ...(known.by === 'webhook' ? webhook(action) : {}) };
  return { messages: [{ kind: known.by, ...(channel === undefined ? {} : { channel }), content, alert: summary }] };
}

const nameOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** JupiterOne's pages call the address `endpoint` and `url`. */
function webhook(action: Action): Record<string, unknown> {
  const endpoint = nameOf(action.endpoint) ?? nameOf(action.url);
  return { ...(endpoint === undefined ? {} : { endpoint }), method: nameOf(action.method)?.toUpperCase() ?? 'POST' };
}
